package native

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/flink"
)

// FLINK_HOME goes before PATH.
func TestFlinkHome(t *testing.T) {
	s := stageOf(t, values(), "kubectl", "jq")
	home := filepath.Join(s.dir, "my flink")
	if err := os.MkdirAll(filepath.Join(home, "bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, filepath.Join(home, "bin", "flink")); err != nil {
		t.Fatal(err)
	}
	s.env = append(s.env, "FLINK_HOME="+home)
	if got := s.run(t, map[string][]reply{"flink": {{Out: version}, {}}}, "submit"); got.exit != 0 || len(got.calls) != 2 {
		t.Errorf("exit %d, %d calls: %s", got.exit, len(got.calls), got.stderr)
	}
}

// Flink reads logging files from its configuration directory, beside what is
// configured there already.
func TestLogConfiguration(t *testing.T) {
	v := values()
	v.LogConfiguration = map[string]string{"log4j-console.properties": "rootLogger.level = WARN\n"}
	s := stageOf(t, v)
	conf := filepath.Join(s.dir, "conf dir")
	if err := os.Mkdir(conf, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"config.yaml": "a: b\n", "log4j-console.properties": "theirs\n"} {
		if err := os.WriteFile(filepath.Join(conf, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.env = append(s.env, "FLINK_CONF_DIR="+conf)
	got := s.run(t, map[string][]reply{"flink": {{Out: version}, {}}}, "submit")
	if got.exit != 0 || len(got.calls) != 2 {
		t.Fatalf("exit %d: %s", got.exit, got.stderr)
	}
	want := map[string]string{"config.yaml": "a: b\n", "log4j-console.properties": "rootLogger.level = WARN\n"}
	if diff := cmp.Diff(want, got.calls[1].Configuration); diff != "" {
		t.Errorf("configuration (-want +got):\n%s", diff)
	}
	for _, variable := range s.env {
		if dir, found := strings.CutPrefix(variable, "TMPDIR="); found {
			if left := texts(dir); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		}
	}
}

// The names of the options are those of the job's Flink.
func TestOptionsByVersion(t *testing.T) {
	for _, test := range []struct {
		version flink.Version
		want    []string
	}{
		{flink.Version{Major: 1, Minor: 16}, []string{"kubernetes.container.image", "kubernetes.jobmanager.cpu", "kubernetes.taskmanager.cpu"}},
		{flink.V1_17, []string{"kubernetes.container.image.ref", "kubernetes.jobmanager.cpu.amount", "kubernetes.taskmanager.cpu.amount"}},
		{flink.V2_0, []string{"kubernetes.container.image.ref", "kubernetes.jobmanager.cpu.amount", "kubernetes.taskmanager.cpu.amount"}},
	} {
		var got []string
		for _, option := range Options(values(), test.version) {
			if strings.Contains(option.Key, "cpu") || strings.HasPrefix(option.Key, "kubernetes.container.image") && option.Value != "IfNotPresent" {
				got = append(got, option.Key)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("Flink %s (-want +got):\n%s", test.version, diff)
		}
	}
}

func TestOptionsOfFields(t *testing.T) {
	v := values()
	v.JobManager.Replicas = 2
	v.JobManager.Resource.CPU, v.TaskManager.Resource.CPU = 0.5, 1.25
	v.FlinkConfiguration["kubernetes.rest-service.exposed.type"] = "NodePort"
	got := map[string]string{}
	for _, option := range Options(v, flink.V2_0) {
		if _, twice := got[option.Key]; twice {
			t.Errorf("%s is there twice", option.Key)
		}
		got[option.Key] = option.Value
	}
	for key, want := range map[string]string{
		"kubernetes.jobmanager.replicas":       "2",
		"kubernetes.jobmanager.cpu.amount":     "0.5",
		"kubernetes.taskmanager.cpu.amount":    "1.25",
		"kubernetes.rest-service.exposed.type": "NodePort",
	} {
		if got[key] != want {
			t.Errorf("%s = %q, want %q", key, got[key], want)
		}
	}
}

// Flink 2.0 has no run-application, and a newer name for the pod template has
// come with 1.17.
func TestActionByVersion(t *testing.T) {
	for _, test := range []struct{ version, tag, action, template string }{
		{"v1_16", "1.16.3", "run-application", "-Dkubernetes.pod-template-file="},
		{"v1_20", "1.20.4", "run-application", "-Dkubernetes.pod-template-file.default="},
		{"v2_2", "2.2.1", "run", "-Dkubernetes.pod-template-file.default="},
	} {
		v := values()
		v.FlinkVersion, v.Image.Tag = test.version, test.tag
		v.AllowNonRestoredState, v.EntryClass = true, "com.example.Orders"
		got := stageOf(t, v).run(t, map[string][]reply{"flink": {{Out: "Version: " + test.tag + ", Commit ID: 1\n"}, {}}}, "submit")
		if got.exit != 0 {
			t.Fatalf("%s: %s", test.version, got.stderr)
		}
		made := got.calls[1].Args
		want := []string{test.action, "--target", "kubernetes-application", "--parallelism", "2", "--class", "com.example.Orders", "--allowNonRestoredState"}
		if diff := cmp.Diff(want, made[:len(want)]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.version, diff)
		}
		if !slices.ContainsFunc(made, func(arg string) bool { return strings.HasPrefix(arg, test.template) }) {
			t.Errorf("%s: no %s in %q", test.version, test.template, made)
		}
	}
}

// The pod template is a Pod that Flink can complete, with what the job says.
func TestPodTemplate(t *testing.T) {
	v := values()
	v.NodeSelector = map[string]string{"disk": "ssd"}
	v.ImagePullSecrets = []corev1.LocalObjectReference{{Name: "registry"}}
	files, err := Files(v)
	if err != nil {
		t.Fatal(err)
	}
	var pod corev1.Pod
	if err := yaml.UnmarshalStrict(files[1].Data, &pod); err != nil {
		t.Fatal(err)
	}
	if pod.Kind != "Pod" || pod.APIVersion != "v1" {
		t.Errorf("a %s %s", pod.APIVersion, pod.Kind)
	}
	if name := pod.Spec.Containers[0].Name; name != "flink-main-container" {
		t.Errorf("Flink does not know container %s", name)
	}
	want, _ := job.NativePods(v)
	if diff := cmp.Diff(want.Spec, pod.Spec); diff != "" {
		t.Errorf("written (-want +got):\n%s", diff)
	}
	if pod.Spec.NodeSelector["disk"] != "ssd" || len(pod.Spec.ImagePullSecrets) != 1 {
		t.Errorf("lost: %v, %v", pod.Spec.NodeSelector, pod.Spec.ImagePullSecrets)
	}
}

// Roles that differ have a pod template each, and Flink is told which is whose:
// it merges none, so what both share is in both.
func TestPodTemplatesOfRoles(t *testing.T) {
	template := &corev1.PodTemplateSpec{Spec: corev1.PodSpec{
		PriorityClassName: "high",
		Containers:        []corev1.Container{{Name: "flink-main-container", Env: []corev1.EnvVar{{Name: "OWN", Value: "1"}}}},
	}}
	for name, change := range map[string]func(*job.Values){
		"JobManager":   func(v *job.Values) { v.JobManager.PodTemplate = template },
		"TaskManagers": func(v *job.Values) { v.TaskManager.PodTemplate = template },
	} {
		v := values()
		v.NodeSelector = map[string]string{"disk": "ssd"}
		change(&v)
		s := stageOf(t, v)
		got := s.run(t, map[string][]reply{"flink": {{Out: version}, {}}}, "submit")
		if got.exit != 0 {
			t.Fatalf("%s: %s", name, got.stderr)
		}
		for option, own := range map[string]bool{
			"-Dkubernetes.pod-template-file.jobmanager=":  name == "JobManager",
			"-Dkubernetes.pod-template-file.taskmanager=": name == "TaskManagers",
		} {
			pod := s.podOf(t, got.calls[1].Args, option)
			names := []string{}
			for _, env := range pod.Spec.Containers[0].Env {
				names = append(names, env.Name)
			}
			if slices.Contains(names, "OWN") != own || (pod.Spec.PriorityClassName == "high") != own {
				t.Errorf("%s: %s names a template with %v, priority class %q", name, option, names, pod.Spec.PriorityClassName)
			}
			if !slices.Contains(names, "POD_NAME") || pod.Spec.NodeSelector["disk"] != "ssd" {
				t.Errorf("%s: %s names a template without what both share: %v, %v", name, option, names, pod.Spec.NodeSelector)
			}
		}
		if slices.ContainsFunc(got.calls[1].Args, func(arg string) bool { return strings.HasPrefix(arg, "-Dkubernetes.pod-template-file.default") }) {
			t.Errorf("%s: a common template besides", name)
		}
	}
}

// podOf reads the pod template that an option of the command names.
func (s *stage) podOf(t *testing.T, args []string, option string) corev1.Pod {
	t.Helper()
	at := slices.IndexFunc(args, func(arg string) bool { return strings.HasPrefix(arg, option) })
	if at < 0 {
		t.Fatalf("no %s in %q", option, args)
	}
	data, err := os.ReadFile(strings.TrimPrefix(args[at], option))
	if err != nil {
		t.Fatal(err)
	}
	var pod corev1.Pod
	if err := yaml.UnmarshalStrict(data, &pod); err != nil {
		t.Fatal(err)
	}
	return pod
}

// Sizes of disks that differ are in the templates, since no option has them.
func TestEphemeralStorageOfRoles(t *testing.T) {
	v := values()
	v.JobManager.Resource.EphemeralStorage, v.TaskManager.Resource.EphemeralStorage = "2Gi", "8Gi"
	jobManager, taskManager := job.NativePods(v)
	for want, pod := range map[string]*corev1.Pod{"2Gi": jobManager, "8Gi": taskManager} {
		resources := pod.Spec.Containers[0].Resources
		if limit, request := resources.Limits.StorageEphemeral(), resources.Requests.StorageEphemeral(); limit.String() != want || request.String() != want {
			t.Errorf("limit %s, request %s, want %s", limit, request, want)
		}
	}
}

func TestFilesNeedAVersion(t *testing.T) {
	if files, err := Files(job.Values{FlinkVersion: "newest"}); err == nil {
		t.Errorf("no error, but %d files", len(files))
	}
}
