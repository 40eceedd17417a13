package job

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/utils/ptr"
)

func nativeDefaults() Values {
	v := Defaults()
	v.DeploymentMode = "native"
	v.Ingress = Ingress{Type: "none"}
	return v
}

func TestValidateNative(t *testing.T) {
	configure := func(key, value string) func(*Values) {
		return func(v *Values) { v.FlinkConfiguration = map[string]string{key: value} }
	}
	nameless := &corev1.PodTemplateSpec{Spec: corev1.PodSpec{Containers: []corev1.Container{{Image: "busybox:1.36"}}}}
	for _, test := range []struct {
		name        string
		change      func(*Values)
		field, cure string
	}{
		{"restart nonce", func(v *Values) { v.RestartNonce = ptr.To[int64](1) }, "restartNonce", "run restart"},
		{"savepoint nonce", func(v *Values) { v.SavepointTriggerNonce = ptr.To[int64](1) }, "savepointTriggerNonce", "when it stops"},
		{"checkpoint nonce", func(v *Values) { v.CheckpointTriggerNonce = ptr.To[int64](1) }, "checkpointTriggerNonce", "checkpoints.interval"},
		{"redeploy nonce", func(v *Values) {
			v.SavepointRedeployNonce, v.InitialSavepointPath = ptr.To[int64](1), "s3://bucket/savepoint"
		}, "savepointRedeployNonce", "restart-from"},
		{"autoscaler nonce", func(v *Values) { v.AutoscalerResetNonce = ptr.To[int64](1) }, "autoscalerResetNonce", "no autoscaler"},
		{"periodic savepoints", func(v *Values) { v.Savepoints.Interval = "12 h" }, "savepoints.interval", "checkpoints.interval"},
		{"suspended", func(v *Values) { v.State = "suspended" }, "state", "run stop"},
		{"last state", func(v *Values) { v.UpgradeMode = "last-state" }, "upgradeMode", "use savepoint"},
		{"no jar", func(v *Values) { v.JarURI, v.EntryClass = "", "com.example.Job" }, "jarURI", "usrlib"},
		{"a jar that old Flink does not fetch", func(v *Values) {
			v.JarURI, v.FlinkVersion, v.Image.Tag = "https://example.com/job.jar", "v1_18", "1.18.1"
		}, "jarURI", "local:///"},
		{"replicas", func(v *Values) { v.TaskManager.Replicas = ptr.To[int32](1) }, "taskManager.replicas", "parallelism"},
		{"template of the JobManager", func(v *Values) { v.JobManager.PodTemplate = nameless }, "jobManager.podTemplate.spec.containers[0].name", "merged by name"},
		{"template of the TaskManagers", func(v *Values) { v.TaskManager.PodTemplate = nameless }, "taskManager.podTemplate.spec.containers[0].name", "merged by name"},
		{"template by option", configure("kubernetes.pod-template-file.jobmanager", "x"), "flinkConfiguration[kubernetes.pod-template-file.jobmanager]", "sets it from jobManager.podTemplate"},
		{"a quantity as memory", func(v *Values) { v.JobManager.Resource.Memory = "2Gi" }, "jobManager.resource.memory", "2048m"},
		{"no memory size at all", func(v *Values) { v.JobManager.Resource.Memory = "lots" }, "jobManager.resource.memory", "2048m"},
		{"long name", func(v *Values) { v.Name = strings.Repeat("a", 46) }, "name", "45"},
		{"cluster", configure("kubernetes.cluster-id", "x"), "flinkConfiguration[kubernetes.cluster-id]", "remove it"},
		{"image by option", configure("kubernetes.container.image", "x"), "flinkConfiguration[kubernetes.container.image]", "image"},
		{"memory by option", configure("taskmanager.memory.process.size", "4g"), "flinkConfiguration[taskmanager.memory.process.size]", "taskManager.resource.memory"},
		{"an option of the operator", configure("kubernetes.operator.job.autoscaler.enabled", "true"), "flinkConfiguration[kubernetes.operator.job.autoscaler.enabled]", "deploymentMode application"},
		{"an empty option", configure("env.java.opts.all", ""), "flinkConfiguration[env.java.opts.all]", "true"},
		{"an option with =", configure("a=b", "c"), "flinkConfiguration[a=b]", "first '='"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := nativeDefaults()
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

func TestValidateAcceptsNative(t *testing.T) {
	for name, change := range map[string]func(*Values){
		"the defaults":             func(*Values) {},
		"a stateless job":          func(v *Values) { v.UpgradeMode = "stateless" },
		"a jar that Flink fetches": func(v *Values) { v.JarURI = "https://example.com/job.jar" },
		"a Flink that the newest operator does not run": func(v *Values) { v.FlinkVersion, v.Image.Tag = "v1_14", "1.14.6" },
		"standby JobManagers":                           func(v *Values) { v.JobManager.Replicas = 2 },
		"a template of a role":                          func(v *Values) { v.TaskManager.PodTemplate = &corev1.PodTemplateSpec{} },
		"two sizes of disk":                             func(v *Values) { v.TaskManager.Resource.EphemeralStorage = "5Gi" },
	} {
		v := nativeDefaults()
		change(&v)
		if errs := Validate(v, nil); len(errs) > 0 {
			t.Errorf("%s: refused: %v", name, errs.ToAggregate())
		}
	}
}

// The names of the options are those of the job's Flink, whatever the operator
// of the stack knows.
func TestConfigurationOfNative(t *testing.T) {
	v := nativeDefaults()
	v.FlinkVersion, v.OperatorVersion = "v1_20", "1.10.0"
	got, err := Configuration(v)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(v.Checkpoints.Dir, got["execution.checkpointing.dir"]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
