package job

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/utils/ptr"
)

// Each change breaks the defaults in one way. The error names the field and says the cure.
func TestValidate(t *testing.T) {
	configure := func(key, value string) func(*Values) {
		return func(v *Values) { v.FlinkConfiguration = map[string]string{key: value} }
	}
	for _, test := range []struct {
		name   string
		change func(*Values)
		field  string
		cure   string
	}{
		{"name in upper case", func(v *Values) { v.Name = "Job" }, "name", "lower-case"},
		{"name too long", func(v *Values) { v.Name = strings.Repeat("a", 46) }, "name", "45"},
		{"no service account", func(v *Values) { v.ServiceAccount = "" }, "serviceAccount", "such as flink"},
		{"no image", func(v *Values) { v.Image.Repository, v.Image.Tag = "", "" }, "image", "flink:2.2.1"},
		{"upgrade mode", func(v *Values) { v.UpgradeMode = "last_state" }, "upgradeMode", `"last-state"`},
		{"state", func(v *Values) { v.State = "paused" }, "state", `"suspended"`},
		{"high availability type", func(v *Values) { v.HighAvailability.Type = "etcd" }, "highAvailability.type", `"kubernetes"`},
		{"logs", func(v *Values) { v.Logs.Volume = "disk" }, "logs.volume", `"claim"`},
		{"ingress type", func(v *Values) { v.Ingress.Type = "nginx" }, "ingress.type", `"gateway"`},
		{"restart strategy", func(v *Values) { v.RestartStrategy.Type = "always" }, "restartStrategy.type", `"fixed-delay"`},
		{"options without a strategy", func(v *Values) { v.RestartStrategy.Options = map[string]string{"attempts": "3"} }, "restartStrategy.type", "fixed-delay"},

		{"Flink version", func(v *Values) { v.FlinkVersion = "v1_21" }, "flinkVersion", `"v1_20"`},
		{"Flink version in Flink's spelling", func(v *Values) { v.FlinkVersion = "2.2" }, "flinkVersion", `"v2_2"`},
		{"Flink newer than the operator", func(v *Values) { v.OperatorVersion = "1.10.0" }, "flinkVersion", "operator 1.10.0 runs Flink 1.15 to 1.20"},
		{"Flink older than the operator", func(v *Values) { v.FlinkVersion, v.Image.Tag = "v1_14", "1.14.6" }, "flinkVersion", "operator 1.15.0 runs Flink 1.15"},
		{"another Flink in the image", func(v *Values) { v.FlinkVersion = "v2_1" }, "flinkVersion", "set flinkVersion to v2_2"},
		{"Java that Flink has not", func(v *Values) { v.Image.Tag = "2.2.1-scala_2.12-java8" }, "image.tag", "not for 8"},

		{"no jar", func(v *Values) { v.JarURI = "" }, "jarURI", "local:///"},
		{"jar without a scheme", func(v *Values) { v.JarURI = "/opt/job.jar" }, "jarURI", "local:///"},
		{"jar with two slashes", func(v *Values) { v.JarURI = "local://opt/job.jar" }, "jarURI", "three slashes"},
		{"remote jar before 1.19", func(v *Values) {
			v.JarURI, v.FlinkVersion, v.Image.Tag = "https://example.com/job.jar", "v1_18", "1.18.1"
		}, "jarURI", "local:///"},
		{"parallelism", func(v *Values) { v.Parallelism = 0 }, "parallelism", "at least 1"},
		{"slots", func(v *Values) { v.TaskManager.NumberOfTaskSlots = 0 }, "taskManager.numberOfTaskSlots", "at least 1"},
		{"no TaskManager", func(v *Values) { v.TaskManager.Replicas = ptr.To[int32](0) }, "taskManager.replicas", "leave it out"},
		{"replicas against parallelism", func(v *Values) { v.TaskManager.Replicas = ptr.To[int32](3) }, "taskManager.replicas", "set parallelism to 6"},

		{"savepoint without checkpoint directory", func(v *Values) { v.Checkpoints.Dir = "" }, "checkpoints.dir", "stateless"},
		{"savepoint without interval", func(v *Values) { v.Checkpoints.Interval = "" }, "checkpoints.interval", "1 min"},
		{"savepoint without savepoint directory", func(v *Values) { v.Savepoints.Dir = "" }, "savepoints.dir", "upgrade mode savepoint"},
		{"trigger without savepoint directory", func(v *Values) {
			v.UpgradeMode, v.Savepoints.Dir, v.SavepointTriggerNonce = "last-state", "", ptr.To[int64](1)
		}, "savepoints.dir", "savepointTriggerNonce"},
		{"periodic savepoints without directory", func(v *Values) {
			v.UpgradeMode, v.Savepoints = "last-state", Savepoints{Interval: "12 h"}
		}, "savepoints.dir", "periodic"},
		{"greatest age without savepoint directory", func(v *Values) {
			v.UpgradeMode, v.Savepoints.Dir = "last-state", ""
			v.FlinkConfiguration = map[string]string{"kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age": "1 h"}
		}, "savepoints.dir", "age"},
		{"redeploy without savepoint", func(v *Values) { v.SavepointRedeployNonce = ptr.To[int64](1) }, "initialSavepointPath", "which one"},
		{"last state without high availability", func(v *Values) {
			v.UpgradeMode, v.HighAvailability.Type, v.OperatorVersion = "last-state", "none", "1.9.0"
			v.FlinkVersion, v.Image.Tag = "v1_19", "1.19.3"
		}, "upgradeMode", "kubernetes"},
		{"no JobManager", func(v *Values) { v.JobManager.Replicas = 0 }, "jobManager.replicas", "at least 1"},
		{"standby without high availability", func(v *Values) { v.JobManager.Replicas, v.HighAvailability.Type = 2, "none" }, "jobManager.replicas", "kubernetes"},
		{"rollback without high availability", func(v *Values) {
			v.HighAvailability.Type = "none"
			v.FlinkConfiguration = map[string]string{"kubernetes.operator.deployment.rollback.enabled": "true"}
		}, "highAvailability.type", "kubernetes"},
		{"high availability without directory", func(v *Values) { v.HighAvailability.StorageDir = "" }, "highAvailability.storageDir", "file:///flink-data/ha"},
		{"zookeeper without quorum", func(v *Values) { v.HighAvailability.Type = "zookeeper" }, "highAvailability.quorum", "zookeeper:2181"},

		{"memory with a fraction", func(v *Values) { v.TaskManager.Resource.Memory = "lots" }, "taskManager.resource.memory", "2048m"},
		{"no memory", func(v *Values) { v.JobManager.Resource.Memory = "" }, "jobManager.resource.memory", "2048m"},
		{"quantity with an old operator", func(v *Values) {
			v.OperatorVersion, v.FlinkVersion, v.Image.Tag, v.TaskManager.Resource.Memory = "1.5.0", "v1_17", "1.17.2", "2Gi"
		}, "taskManager.resource.memory", "operator 1.5.0"},
		{"cpu", func(v *Values) { v.TaskManager.Resource.CPU = 0 }, "taskManager.resource.cpu", "0.5"},
		{"ephemeral storage", func(v *Values) { v.JobManager.Resource.EphemeralStorage = "big" }, "jobManager.resource.ephemeralStorage", "5Gi"},

		{"forbidden namespace", configure("kubernetes.namespace", "x"), "flinkConfiguration[kubernetes.namespace]", "remove it"},
		{"forbidden cluster", configure("kubernetes.cluster-id", "x"), "flinkConfiguration[kubernetes.cluster-id]", "remove it"},
		{"forbidden HA cluster", configure("high-availability.cluster-id", "x"), "flinkConfiguration[high-availability.cluster-id]", "remove it"},
		{"removed key", configure("taskmanager.heap.size", "1g"), "flinkConfiguration[taskmanager.heap.size]", "taskmanager.memory.process.size"},
		{"removed prefix", configure("akka.ask.timeout", "1 min"), "flinkConfiguration[akka.ask.timeout]", "pekko.ask.timeout"},
		{"reporter by class", configure("metrics.reporter.prom.class", "x"), "flinkConfiguration[metrics.reporter.prom.class]", "prom.factory.class"},
		{"prefix of another key", configure("high-availability", "kubernetes"), "flinkConfiguration[high-availability]", "high-availability.type"},
		{"health check without recovery", func(v *Values) {
			v.FlinkConfiguration = map[string]string{
				"kubernetes.operator.cluster.health-check.enabled":   "true",
				"kubernetes.operator.jm-deployment-recovery.enabled": "false",
			}
		}, "flinkConfiguration[kubernetes.operator.jm-deployment-recovery.enabled]", "remove this"},
		{"logging file", func(v *Values) { v.LogConfiguration = map[string]string{"log4j.properties": "x"} }, "logConfiguration[log4j.properties]", "log4j-console.properties"},

		{"directory without scheme", func(v *Values) { v.Checkpoints.Dir = "/flink-data/checkpoints" }, "checkpoints.dir", "file:///"},
		{"directory of one pod", func(v *Values) { v.HighAvailability.StorageDir = "file:///var/ha" }, "highAvailability.storageDir", "mountPath"},
		{"directory beside the volume", func(v *Values) { v.ArchiveDir = "file:///flink-data2/history" }, "archiveDir", "mountPath"},
		{"directory on a read-only volume", func(v *Values) {
			v.Volumes[0].ReadOnly = true
			v.ArchiveDir = ""
			v.HighAvailability.Type = "none"
			v.UpgradeMode = "stateless"
			v.Savepoints.Dir = ""
		}, "checkpoints.dir", "writable"},
		{"directory on a path of the node", func(v *Values) {
			v.Savepoints.Dir = "file:///host/savepoints"
			v.ExtraVolumes = []corev1.Volume{{Name: "host", VolumeSource: corev1.VolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: "/tmp"}}}}
			v.ExtraVolumeMounts = []corev1.VolumeMount{{Name: "host", MountPath: "/host"}}
		}, "savepoints.dir", "shared volume"},
		{"directory written by hand", configure("state.savepoints.dir", "file:///var/savepoints"), "flinkConfiguration[state.savepoints.dir]", "shared volume"},
		{"first savepoint without scheme", func(v *Values) { v.InitialSavepointPath = "savepoint-1" }, "initialSavepointPath", "scheme"},

		{"volume without claim", func(v *Values) { v.Volumes[0].ClaimName = ""; v.Claims = nil }, "volumes[0].claimName", "name a claim"},
		{"two volumes of one name", func(v *Values) {
			v.Volumes = append(v.Volumes, Volume{Name: "flink-data", ClaimName: "other", MountPath: "/other"})
		}, "volumes[1].name", "another volume"},
		{"two volumes at one path", func(v *Values) {
			v.Volumes = append(v.Volumes, Volume{Name: "other", ClaimName: "other", MountPath: "/flink-data/"})
		}, "volumes[1].mountPath", "mounted here"},
		{"volume over the logs", func(v *Values) {
			v.Volumes = append(v.Volumes, Volume{Name: "other", ClaimName: "other", MountPath: "/opt/flink/log"})
		}, "volumes[1].mountPath", "see tmp and logs"},
		{"extra volume by a name that is taken", func(v *Values) {
			v.ExtraVolumes = []corev1.Volume{{Name: "logs"}}
		}, "extraVolumes[0].name", "has this name"},
		{"extra mount where one is", func(v *Values) {
			v.ExtraVolumeMounts = []corev1.VolumeMount{{Name: "more", MountPath: "/tmp/"}}
		}, "extraVolumeMounts[0].mountPath", "mounted here"},
		{"one claim twice", func(v *Values) {
			v.Volumes = append(v.Volumes, Volume{Name: "other", ClaimName: "flink-data", MountPath: "/other"})
		}, "volumes[1].claimName", "extraVolumeMounts"},
		{"relative mount path", func(v *Values) {
			v.Volumes = append(v.Volumes, Volume{Name: "other", ClaimName: "other", MountPath: "other"})
		}, "volumes[1].mountPath", "absolute"},
		{"logs without claim", func(v *Values) { v.Logs.Volume = "claim" }, "logs.claimName", "ephemeral"},
		{"claim for one node", func(v *Values) {
			v.Claims[0].AccessModes = []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce}
		}, "claims[0].accessModes", "ReadWriteMany"},
		{"claim without size", func(v *Values) { v.Claims[0].Size.Set(0) }, "claims[0].size", "10Gi"},
		{"plugins in a read-only image", func(v *Values) {
			v.ExtraEnv = []corev1.EnvVar{{Name: "ENABLE_BUILT_IN_PLUGINS", Value: "flink-s3-fs-presto-2.2.1.jar"}}
		}, "readOnlyRootFilesystem", "set this to false"},

		{"no template", func(v *Values) { v.Ingress.Template = "" }, "ingress.template", "{{name}}"},
		{"unknown variable", func(v *Values) { v.Ingress.Template = "/{{cluster}}" }, "ingress.template", "{{name}}"},
		{"group that is not there", func(v *Values) { v.Ingress.Annotations[rewriteTarget] = "/$2" }, "ingress.annotations[nginx.ingress.kubernetes.io/rewrite-target]", "(/|$)(.*)"},
		{"groups and no rewriting", func(v *Values) { v.Ingress.Annotations = nil }, "ingress.annotations[nginx.ingress.kubernetes.io/rewrite-target]", "/$2"},
		{"redirect without a path", func(v *Values) { v.Ingress.Path = "" }, "ingress.path", "such as /flink/my-job"},
		{"snippet", func(v *Values) {
			v.Ingress.Annotations["nginx.ingress.kubernetes.io/configuration-snippet"] = "return 200;"
		}, "ingress.annotations[nginx.ingress.kubernetes.io/configuration-snippet]", "remove it"},
		{"TLS with an old operator", func(v *Values) {
			v.OperatorVersion, v.FlinkVersion, v.Image.Tag = "1.7.0", "v1_18", "1.18.1"
			v.Ingress.TLS = []networkingv1.IngressTLS{{SecretName: "x"}}
		}, "ingress", "1.8"},
		{"no gateway", func(v *Values) { v.Ingress.Type = "gateway" }, "ingress.gateway.name", "none"},
		{"path with a slash at the end", func(v *Values) {
			v.Ingress.Type, v.Ingress.Gateway.Name, v.Ingress.Path = "gateway", "web", "/flink/"
		}, "ingress.path", "/flink/state-machine"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := Defaults()
			test.change(&v)
			errs := Validate(v, field.NewPath("jobs").Index(0))
			if len(errs) != 1 {
				t.Fatalf("%d errors, want one: %v", len(errs), errs)
			}
			if want := "jobs[0]." + test.field; errs[0].Field != want {
				t.Errorf("field %s, want %s", errs[0].Field, want)
			}
			if !strings.Contains(errs[0].Error(), test.cure) {
				t.Errorf("no %q in: %s", test.cure, errs[0])
			}
		})
	}
}

// What looks odd and works must pass.
func TestValidateAccepts(t *testing.T) {
	for name, change := range map[string]func(*Values){
		"a name of 45 characters":              func(v *Values) { v.Name = strings.Repeat("a", 45) },
		"a quantity as memory":                 func(v *Values) { v.TaskManager.Resource.Memory = "2.5Gi" },
		"replicas that fit":                    func(v *Values) { v.TaskManager.Replicas = ptr.To[int32](1) },
		"an image of one's own":                func(v *Values) { v.Image.Repository, v.Image.Tag = "team/job-test", "1.2" },
		"a jar that Flink fetches":             func(v *Values) { v.JarURI = "https://example.com/job.jar" },
		"a job on the class path":              func(v *Values) { v.JarURI, v.EntryClass = "", "com.example.Job" },
		"last state without high availability": func(v *Values) { v.UpgradeMode, v.HighAvailability.Type = "last-state", "none" },
		"state in an object store": func(v *Values) {
			v.Claims, v.Volumes, v.ArchiveDir = nil, nil, ""
			v.Checkpoints.Dir, v.Savepoints.Dir, v.HighAvailability.StorageDir = "s3://bucket/c", "s3://bucket/s", "s3://bucket/ha"
		},
		"a stateless job without anything": func(v *Values) {
			*v = Values{
				Name: "job", Namespace: "flink", Image: v.Image, FlinkVersion: "v2_2", ServiceAccount: "flink",
				DeploymentMode: "application", Program: Program{JarURI: v.JarURI, Parallelism: 1, UpgradeMode: "stateless"},
				JobManager: v.JobManager, TaskManager: v.TaskManager,
				HighAvailability: HighAvailability{Type: "none"}, Logs: Logs{Volume: "ephemeral"}, Ingress: Ingress{Type: "none"},
			}
		},
		"a host for each job": func(v *Values) {
			v.Ingress.Template, v.Ingress.Annotations = "{{name}}.{{namespace}}.flink.example.com", nil
		},
		"an overlap before Flink 2.0": func(v *Values) {
			v.FlinkVersion, v.Image.Tag = "v1_18", "1.18.1"
			v.FlinkConfiguration = map[string]string{"high-availability": "kubernetes"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := Defaults()
			change(&v)
			if errs := Validate(v, field.NewPath("jobs").Index(0)); len(errs) > 0 {
				t.Errorf("refused: %v", errs.ToAggregate())
			}
		})
	}
}
