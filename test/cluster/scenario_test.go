package cluster_test

import (
	"bytes"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/secrets"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/test/controlplane"
)

const testdata = "../../testdata"

// scenario is a golden stack with its objects.
type scenario struct {
	name   string
	stack  *stack.Stack
	bundle *bundle.Bundle
	// given are the Secrets that the stack says exist already.
	given []given
	// built are the texts of the components where another program than flinkgen
	// has written them.
	built map[string][]byte
}

// given is a Secret that the stack's user keeps.
type given struct {
	namespace, name string
	keys            []string
}

// existing lists what the golden stacks take for granted.
var existing = map[string][]given{
	"seed-001":         {{"flink", "yourregistrykey", nil}},
	"seed-002":         {{"flink", "registry", nil}, {"flink", "kafka-key-bj", nil}, {"flink", "kafka-key-sz", nil}},
	"session-cluster":  {{"flink", "kafka-client", nil}},
	"external-stores":  {{"juicefs", "juicefs-external", []string{"name", "metaurl", "storage", "bucket", "access-key", "secret-key"}}},
	"watch-namespaces": {{"team-a", "flink-s3", s3Keys}, {"team-b", "flink-s3", s3Keys}, {"flink-operator", "flink-s3", s3Keys}},
	"air-gap": {
		{"flink", "mirror-credentials", nil}, {"redis", "mirror-credentials", nil}, {"minio", "mirror-credentials", nil},
		{"juicefs", "mirror-credentials", nil}, {"ingress-nginx", "mirror-credentials", nil},
	},
}

var s3Keys = []string{"access-key", "secret-key"}

// scenarios are the stacks in testdata/stacks and the embedded one.
func scenarios(t *testing.T) []scenario {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(testdata, "stacks", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no stacks in testdata/stacks")
	}
	all := []scenario{load(t, "default")}
	for _, file := range files {
		all = append(all, load(t, strings.TrimSuffix(filepath.Base(file), ".yaml"), file))
	}
	return all
}

func load(t *testing.T, name string, files ...string) scenario {
	t.Helper()
	s, err := flinkgen.Load(flinkgen.LoadOptions{Files: files})
	if err != nil {
		t.Fatal(err)
	}
	b, err := flinkgen.Build(s)
	if err != nil {
		t.Fatal(err)
	}
	return scenario{name: name, stack: s, bundle: b, given: existing[name]}
}

// runs says whether the objects of the stack make pods by themselves.
func (s scenario) runs() bool {
	return len(objects[*appsv1.Deployment](s))+len(objects[*appsv1.StatefulSet](s))+len(objects[*appsv1.DaemonSet](s))+len(objects[*batchv1.Job](s)) > 0
}

// nodes are those of the stack, with the labels that its jobs ask for; a stack
// without local volumes names none and must run anywhere.
func (s scenario) nodes() []controlplane.Node {
	labels := map[string]string{}
	for _, job := range s.stack.Spec.Jobs {
		maps.Copy(labels, job.NodeSelector)
		for _, template := range []*corev1.PodTemplateSpec{job.PodTemplate, job.JobManager.PodTemplate, job.TaskManager.PodTemplate} {
			if template != nil {
				maps.Copy(labels, template.Spec.NodeSelector)
			}
		}
	}
	if len(s.stack.Spec.Nodes) == 0 {
		return []controlplane.Node{{Name: "a", Labels: labels}, {Name: "b", Labels: labels}, {Name: "c", Labels: labels}}
	}
	var nodes []controlplane.Node
	for _, node := range s.stack.Spec.Nodes {
		nodes = append(nodes, controlplane.Node{Name: node.Name, ControlPlane: node.ControlPlane, Labels: labels})
	}
	return nodes
}

// waves are the components that are applied together, in order.
func (s scenario) waves() [][]bundle.Component {
	var waves [][]bundle.Component
	for i, c := range s.bundle.Components {
		if i == 0 || s.bundle.Components[i-1].Wave != c.Wave {
			waves = append(waves, nil)
		}
		waves[len(waves)-1] = append(waves[len(waves)-1], c)
	}
	return waves
}

// text is a component exactly as it is written.
func (s scenario) text(t *testing.T, component string) []byte {
	t.Helper()
	if s.built != nil {
		return s.built[component]
	}
	one, err := s.bundle.Select(component)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := flinkgen.Write(&text, one); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

// secrets is the output of flinkgen secrets.
func (s scenario) secrets(t *testing.T) []byte {
	t.Helper()
	var text bytes.Buffer
	if err := flinkgen.WriteSecrets(&text, s.stack, secrets.Random()); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

// objects gives the objects of one Go type.
func objects[T component.Object](s scenario) []T {
	var all []T
	for object := range s.bundle.Objects() {
		if typed, ok := object.(T); ok {
			all = append(all, typed)
		}
	}
	return all
}
