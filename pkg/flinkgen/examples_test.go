package flinkgen_test

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
)

// example is what an example of the operator (release 1.15, examples/) says,
// field by field.
type example struct {
	// stack is the file in testdata/stacks/examples that renders it.
	stack   string
	objects []object
}

// object is what an example says of one object.
type object struct {
	kind, name string
	// fields by path, see find. An empty map must be there as such.
	fields fields
	// options are the flinkConfiguration, by dotted key. Numbers and booleans
	// of an example mean the texts that Flink reads.
	options options
	// logging holds the properties of the file log4j-console.properties.
	logging options
}

type (
	fields  map[string]any
	options map[string]string
)

// TestExamples renders each stack of testdata/stacks/examples and looks for
// every field that the example of that name sets. The stack may say more.
func TestExamples(t *testing.T) {
	known := map[string]bool{}
	for _, one := range slices.Concat(jobExamples(), ingressExamples(), autoscalingExamples(), stateExamples(), snapshotExamples()) {
		if known[one.stack] {
			t.Errorf("%s is there twice", one.stack)
		}
		known[one.stack] = true
		t.Run(one.stack, func(t *testing.T) {
			rendered := renderedExample(t, one.stack)
			if len(one.objects) == 0 {
				t.Error("no facts")
			}
			for _, object := range one.objects {
				for _, difference := range object.differences(rendered) {
					t.Error(difference)
				}
			}
		})
	}
	stacks, err := filepath.Glob(filepath.Join(testdata, "stacks/examples/*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range stacks {
		if name := strings.TrimSuffix(filepath.Base(file), ".yaml"); !known[name] {
			t.Errorf("there are no facts about %s", name)
		}
	}
}

// renderedExample gives the objects of a stack by kind and name.
func renderedExample(t *testing.T, name string) map[string]any {
	t.Helper()
	s, err := flinkgen.Load(flinkgen.LoadOptions{Files: []string{filepath.Join(testdata, "stacks/examples", name+".yaml")}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := flinkgen.Build(s)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := flinkgen.Write(&out, b); err != nil {
		t.Fatal(err)
	}
	all := map[string]any{}
	decoder := yaml.NewDecoder(strings.NewReader(out.String()))
	for {
		var tree map[string]any
		err := decoder.Decode(&tree)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		name, _ := find(tree, "metadata.name")
		all[fmt.Sprintf("%v/%v", tree["kind"], name)] = tree
	}
}

// flink22 adds what most examples say of a cluster of Flink 2.2.
func flink22(more fields) fields {
	all := fields{
		"apiVersion":                       v1beta1.APIVersion,
		"spec.image":                       "flink:2.2",
		"spec.flinkVersion":                "v2_2",
		"spec.serviceAccount":              "flink",
		"spec.jobManager.resource.cpu":     1,
		"spec.jobManager.resource.memory":  "2048m",
		"spec.taskManager.resource.cpu":    1,
		"spec.taskManager.resource.memory": "2048m",
	}
	maps.Copy(all, more)
	return all
}

// stateMachine adds what most examples say of the job that they run.
func stateMachine(more fields) fields {
	all := flink22(fields{
		"spec.job.jarURI":      "local:///opt/flink/examples/streaming/StateMachineExample.jar",
		"spec.job.parallelism": 2,
	})
	maps.Copy(all, more)
	return all
}

// nodeDirectory adds the directory of the node that some examples mount.
func nodeDirectory(more fields) fields {
	all := fields{
		"spec.podTemplate.spec.volumes[flink-volume].hostPath.path":                                   "/tmp/flink",
		"spec.podTemplate.spec.volumes[flink-volume].hostPath.type":                                   "Directory",
		"spec.podTemplate.spec.containers[flink-main-container].volumeMounts[flink-volume].mountPath": "/flink-data",
	}
	maps.Copy(all, more)
	return all
}
