package cluster_test

import (
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/flink"
	flinkv1beta1 "github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// fakeFlink stands in for Flink's command line: it says that it is of the
// version that the script asks for, and writes down what it is told.
const fakeFlink = `#!/bin/sh
case $1 in
--version) echo "Version: $FAKE_VERSION.0, Commit ID: 0" ;;
*) printf '%s\n' "$@" >"$FAKE_ARGUMENTS" ;;
esac
`

// submissions runs the script of every native job, and gives the clusters that
// Flink's command line would start, in the form of those of the operator.
func submissions(t *testing.T, s scenario) []*flinkv1beta1.FlinkDeployment {
	t.Helper()
	var all []*flinkv1beta1.FlinkDeployment
	for _, job := range s.stack.Spec.Jobs {
		if job.DeploymentMode != "native" {
			continue
		}
		script := filepath.Join("native", job.Name+".sh")
		i := slices.IndexFunc(s.bundle.Components, func(c bundle.Component) bool {
			return slices.ContainsFunc(c.Files, func(f bundle.File) bool { return f.Path == script })
		})
		if i < 0 {
			t.Fatalf("job %s has no script", job.Name)
		}
		version, err := flink.ParseVersion(job.FlinkVersion)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, submission(t, submit(t, s.bundle.Components[i].Files, script, version)))
	}
	return all
}

// submit runs a script and gives the arguments of Flink's command line.
func submit(t *testing.T, files []bundle.File, script string, version flink.Version) []string {
	t.Helper()
	directory := t.TempDir()
	write := func(name string, data []byte, mode os.FileMode) {
		path := filepath.Join(directory, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range files {
		write(file.Path, file.Data, 0o755)
	}
	write("flink/bin/flink", []byte(fakeFlink), 0o755)
	write("flink/conf/config.yaml", nil, 0o644)
	arguments := filepath.Join(directory, "arguments")
	command := exec.Command(filepath.Join(directory, script), "submit")
	command.Env = append(os.Environ(), "FLINK_HOME="+filepath.Join(directory, "flink"), "FAKE_VERSION="+version.String(), "FAKE_ARGUMENTS="+arguments)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s submit: %v\n%s", script, err, out)
	}
	data, err := os.ReadFile(arguments)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

// submission reads a command line as Flink does.
func submission(t *testing.T, arguments []string) *flinkv1beta1.FlinkDeployment {
	t.Helper()
	options := map[string]string{}
	var parallelism int32
	for i, argument := range arguments {
		if key, value, found := strings.Cut(strings.TrimPrefix(argument, "-D"), "="); found && strings.HasPrefix(argument, "-D") {
			options[key] = value
		}
		if argument == "--parallelism" {
			parallelism = int32(number(t, arguments[i+1]))
		}
	}
	cluster := &flinkv1beta1.FlinkDeployment{Spec: flinkv1beta1.FlinkDeploymentSpec{
		Image:           flink.ContainerImage.Value(options),
		ImagePullPolicy: corev1.PullPolicy(flink.ImagePullPolicy.Value(options)),
		ServiceAccount:  flink.ServiceAccount.Value(options),
		JobManager: &flinkv1beta1.JobManagerSpec{
			Replicas:    int32(number(t, cmp.Or(flink.JobManagerReplicas.Value(options), "1"))),
			Resource:    &flinkv1beta1.Resource{Memory: flink.JobManagerMemory.Value(options), CPU: number(t, flink.JobManagerCPU.Value(options))},
			PodTemplate: podTemplate(t, options, flink.JobManagerPodTemplate),
		},
		TaskManager: &flinkv1beta1.TaskManagerSpec{
			Resource:    &flinkv1beta1.Resource{Memory: flink.TaskManagerMemory.Value(options), CPU: number(t, flink.TaskManagerCPU.Value(options))},
			PodTemplate: podTemplate(t, options, flink.TaskManagerPodTemplate),
		},
		FlinkConfiguration: options,
		Job:                &flinkv1beta1.JobSpec{Parallelism: parallelism},
	}}
	cluster.Name, cluster.Namespace = flink.KubernetesCluster.Value(options), flink.KubernetesNamespace.Value(options)
	return cluster
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// podTemplate reads the file for a role, or else that for both.
func podTemplate(t *testing.T, options map[string]string, role flink.Option) *corev1.PodTemplateSpec {
	t.Helper()
	data, err := os.ReadFile(cmp.Or(role.Value(options), flink.PodTemplateFile.Value(options)))
	if err != nil {
		t.Fatal(err)
	}
	var pod corev1.Pod
	if err := yaml.UnmarshalStrict(data, &pod); err != nil {
		t.Fatal(err)
	}
	pod.Name = "" // Flink gives its own
	return &corev1.PodTemplateSpec{ObjectMeta: pod.ObjectMeta, Spec: pod.Spec}
}
