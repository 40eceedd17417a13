package job

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/componenttest"
)

func standaloneDefaults(kind string) Values {
	v := Defaults()
	v.DeploymentMode = "standalone"
	v.Standalone.Kind = kind
	v.TaskManager.Replicas = new(int32(1))
	if kind == "session" {
		v.Program = Program{UpgradeMode: "stateless"}
	}
	return v
}

func TestStandaloneIsTransparent(t *testing.T) {
	for _, kind := range []string{"application", "session"} {
		t.Run(kind, func(t *testing.T) {
			v := standaloneDefaults(kind)
			v.Artifacts.Files = []Artifact{{Name: "job-jar"}}
			componenttest.Transparent(t, v, Objects, "PodTemplate")
		})
	}
}

func TestStandaloneApplicationArgs(t *testing.T) {
	v := standaloneDefaults("application")
	v.EntryClass, v.Args = "com.example.Main", []string{"--topic", "clicks"}
	v.InitialSavepointPath, v.AllowNonRestoredState = "s3://bucket/savepoint-1", true
	v.Standalone.JobID = strings.Repeat("0", 32)
	v.Standalone.HighlyAvailable, v.Standalone.PassJar = true, true
	pod := find[*batchv1.Job](t, Objects(v)).Spec.Template.Spec
	want := []string{
		"standalone-job", "--host", "$(POD_IP)", "--job-classname", "com.example.Main", "--jars", v.JarURI,
		"--job-id", strings.Repeat("0", 32), "--fromSavepoint", "s3://bucket/savepoint-1", "--allowNonRestoredState", "--topic", "clicks",
	}
	if diff := cmp.Diff(want, pod.Containers[0].Args); diff != "" {
		t.Errorf("args (-want +got):\n%s", diff)
	}
	if pod.RestartPolicy != corev1.RestartPolicyOnFailure {
		t.Errorf("restartPolicy %q", pod.RestartPolicy)
	}
	if !slices.ContainsFunc(pod.Containers[0].Env, func(e corev1.EnvVar) bool { return e.Name == "POD_IP" }) {
		t.Error("$(POD_IP) is no variable of the container")
	}
}

func TestStandaloneSession(t *testing.T) {
	for highlyAvailable, want := range map[bool][]string{false: {"jobmanager"}, true: {"jobmanager", "$(POD_IP)"}} {
		v := standaloneDefaults("session")
		v.Standalone.HighlyAvailable = highlyAvailable
		objects := Objects(v)
		manager := find[*appsv1.Deployment](t, objects)
		if diff := cmp.Diff(want, manager.Spec.Template.Spec.Containers[0].Args); diff != "" {
			t.Errorf("args (-want +got):\n%s", diff)
		}
		named := slices.ContainsFunc(objects, func(o component.Object) bool {
			_, service := o.(*corev1.Service)
			return service && o.GetName() == "state-machine-jobmanager"
		})
		if named == highlyAvailable {
			t.Errorf("high availability %t: a Service leads to the JobManagers: %t", highlyAvailable, named)
		}
	}
}

// Only high availability in ConfigMaps gives rights and a token.
func TestStandaloneAccess(t *testing.T) {
	for _, usesAPI := range []bool{true, false} {
		v := standaloneDefaults("application")
		v.Standalone.Account, v.Standalone.UsesAPI = true, usesAPI
		objects := Objects(v)
		find[*corev1.ServiceAccount](t, objects)
		pod := find[*batchv1.Job](t, objects).Spec.Template.Spec
		if *pod.AutomountServiceAccountToken != usesAPI || pod.ServiceAccountName != v.ServiceAccount {
			t.Errorf("token %t, account %q", *pod.AutomountServiceAccountToken, pod.ServiceAccountName)
		}
		role := slices.ContainsFunc(objects, func(o component.Object) bool { _, ok := o.(*rbacv1.Role); return ok })
		if role != usesAPI {
			t.Errorf("uses the API: %t, has a role: %t", usesAPI, role)
		}
	}
}

// The template of a role goes over that of the job: containers by name, and
// one that names no container removes none.
func TestStandaloneTemplatesAreMerged(t *testing.T) {
	v := standaloneDefaults("application")
	v.JobManager.PodTemplate = &corev1.PodTemplateSpec{Spec: corev1.PodSpec{TerminationGracePeriodSeconds: new(int64(7))}}
	v.TaskManager.PodTemplate = &corev1.PodTemplateSpec{Spec: corev1.PodSpec{Containers: []corev1.Container{
		{Name: mainContainer, Env: []corev1.EnvVar{{Name: "TZ", Value: "Asia/Shanghai"}}}, {Name: "sidecar"},
	}}}
	objects := Objects(v)
	manager := find[*batchv1.Job](t, objects).Spec.Template.Spec
	if len(manager.Containers) != 1 || *manager.TerminationGracePeriodSeconds != 7 || manager.RestartPolicy != corev1.RestartPolicyOnFailure {
		t.Errorf("JobManager: %+v", manager)
	}
	worker := find[*appsv1.Deployment](t, objects).Spec.Template.Spec
	if len(worker.Containers) != 2 {
		t.Fatalf("TaskManager has %d containers", len(worker.Containers))
	}
	i := slices.IndexFunc(worker.Containers, func(c corev1.Container) bool { return c.Name == mainContainer })
	if i < 0 || !slices.Contains(worker.Containers[i].Env, corev1.EnvVar{Name: "TZ", Value: "Asia/Shanghai"}) || !slices.Equal(worker.Containers[i].Args, []string{"taskmanager"}) {
		t.Errorf("TaskManager: %+v", worker.Containers)
	}
}

// The Ingress has the path as a group, beside the redirect, for whoever does
// without the operator.
func TestOwnIngress(t *testing.T) {
	for mode, want := range map[string][]string{
		"standalone":  {"/flink/state-machine/(.*)", "/flink/state-machine$"},
		"native":      {"/flink/state-machine/(.*)", "/flink/state-machine$"},
		"application": {"/flink/state-machine$"},
	} {
		v := Defaults()
		v.DeploymentMode = mode
		var got []string
		for _, object := range Objects(v) {
			if ingress, ok := object.(*networkingv1.Ingress); ok {
				got = append(got, ingress.Spec.Rules[0].HTTP.Paths[0].Path)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", mode, diff)
		}
	}
}

func TestStandaloneOptions(t *testing.T) {
	for _, test := range []struct {
		version, availability string
		want                  map[string]string
	}{
		{"v1_18", "none", map[string]string{"jobmanager.rpc.address": "state-machine-jobmanager", "state.checkpoints.dir": "file:///flink-data/checkpoints/state-machine", "kubernetes.cluster-id": ""}},
		{"v1_20", "kubernetes", map[string]string{"kubernetes.cluster-id": "state-machine", "kubernetes.namespace": "flink", "jobmanager.rpc.address": "", "high-availability.type": "kubernetes"}},
		{"v2_2", "zookeeper", map[string]string{"high-availability.cluster-id": "/flink/state-machine", "high-availability.jobmanager.port": "6123", "kubernetes.cluster-id": "", "jobmanager.memory.process.size": "1600m"}},
	} {
		configuration := completed(t, func(v *Values) {
			*v = standaloneDefaults("application")
			v.FlinkVersion = test.version
			v.HighAvailability.Type = test.availability
			v.JobManager.Resource.Memory = "1600Mi"
		}).FlinkConfiguration
		test.want["parallelism.default"], test.want["blob.server.port"] = "2", "6124"
		for key, want := range test.want {
			if configuration[key] != want {
				t.Errorf("Flink %s, %s: %s is %q, want %q", test.version, test.availability, key, configuration[key], want)
			}
		}
		if text, err := json.Marshal(configuration); err != nil || strings.Contains(string(text), "kubernetes.operator") {
			t.Errorf("Flink %s gets options of the operator: %s %v", test.version, text, err)
		}
	}
}

func TestValidateStandalone(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*Values)
		field  string
	}{
		"sound":           {func(*Values) {}, ""},
		"restart nonce":   {func(v *Values) { v.RestartNonce = new(int64(1)) }, "restartNonce"},
		"operator option": {func(v *Values) { v.FlinkConfiguration = map[string]string{"kubernetes.operator.x": "y"} }, "flinkConfiguration[kubernetes.operator.x]"},
		"other port":      {func(v *Values) { v.FlinkConfiguration = map[string]string{"blob.server.port": "1"} }, "flinkConfiguration[blob.server.port]"},
		"other cluster":   {func(v *Values) { v.FlinkConfiguration = map[string]string{"kubernetes.cluster-id": "x"} }, "flinkConfiguration[kubernetes.cluster-id]"},
		"properties":      {func(v *Values) { v.ExtraEnv = []corev1.EnvVar{{Name: "FLINK_PROPERTIES", Value: "a: b"}} }, "extraEnv[0]"},
		"job ID":          {func(v *Values) { v.Standalone.JobID = "42" }, "standalone.jobID"},
		"kind":            {func(v *Values) { v.Standalone.Kind = "sesion" }, "standalone.kind"},
		"too few slots":   {func(v *Values) { v.Parallelism = 3 }, "taskManager.replicas"},
		"more slots":      {func(v *Values) { v.TaskManager.Replicas = new(int32(5)) }, ""},
		"template":        {func(v *Values) { v.Ingress.Template = "/x" }, "ingress.template"},
		"program":         {func(v *Values) { v.Standalone.Kind = "session" }, "jarURI"},
		"no class path":   {func(v *Values) { v.FlinkVersion, v.Image.Tag = "v1_18", "1.18.1" }, "jarURI"},
		"on the classpath": {func(v *Values) {
			v.FlinkVersion, v.Image.Tag, v.JarURI = "v1_18", "1.18.1", "local:///opt/flink/usrlib/a.jar"
		}, ""},
		"old Flink": {func(v *Values) {
			v.FlinkVersion, v.Image.Tag, v.JarURI = "v1_14", "1.14.6", "local:///opt/flink/usrlib/a.jar"
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			v := standaloneDefaults("application")
			v.Ingress.Template = ""
			test.change(&v)
			errs := Validate(v, nil)
			switch {
			case test.field == "" && len(errs) > 0:
				t.Error(errs.ToAggregate())
			case test.field != "" && (len(errs) != 1 || errs[0].Field != test.field):
				t.Errorf("errors %v, want one of %s", errs, test.field)
			}
		})
	}
}
