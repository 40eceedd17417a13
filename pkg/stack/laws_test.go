package stack_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// ignorePositions leaves out where a stack was read from.
var ignorePositions = cmpopts.IgnoreUnexported(stack.Stack{})

// L4: every run gives the same bytes.
func TestStable(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			_, b := s.build(t)
			manifests, whole := render(t, b), completed(t, s.load(t))
			for range 49 {
				_, b := s.build(t)
				if again := render(t, b); again != manifests {
					t.Fatalf("another run gives other manifests:\n%s", cmp.Diff(manifests, again))
				}
				if again := completed(t, s.load(t)); !bytes.Equal(again, whole) {
					t.Fatalf("another run completes otherwise:\n%s", cmp.Diff(string(whole), string(again)))
				}
			}
		})
	}
}

// L5: completing what is complete changes nothing.
func TestCompleteTwice(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			for _, environment := range s.environments(t) {
				once := environment.load
				if err := stack.Complete(once); err != nil {
					t.Fatal(err)
				}
				twice := environment.again
				for range 2 {
					if err := stack.Complete(twice); err != nil {
						t.Fatal(err)
					}
				}
				if diff := cmp.Diff(once, twice, ignorePositions); diff != "" {
					t.Errorf("environment %q: completing again changes (-once +twice):\n%s", environment.name, diff)
				}
			}
		})
	}
}

// L5: the completed stack, written and loaded again, renders the same.
func TestCompletedRendersTheSame(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			for _, environment := range s.environments(t) {
				_, b := build(t, environment.load)
				text := completed(t, environment.again)
				if bytes.Contains(text, []byte("\n---")) {
					t.Errorf("environment %q: more than one document", environment.name)
				}
				written := scenario{"completed", stack.Document{Name: "completed.yaml", Data: text}}
				_, again := written.build(t)
				if diff := cmp.Diff(render(t, b), render(t, again)); diff != "" {
					t.Errorf("environment %q: the completed stack renders otherwise (-stack +completed):\n%s", environment.name, diff)
				}
				if diff := cmp.Diff(string(text), string(completed(t, written.load(t)))); diff != "" {
					t.Errorf("environment %q: the completed stack completes otherwise:\n%s", environment.name, diff)
				}
			}
		})
	}
}

// chosen is a stack with an environment, loaded twice.
type chosen struct {
	name        string
	load, again *stack.Stack
}

// environments are those of the scenario and the spec itself.
func (s scenario) environments(t *testing.T) []chosen {
	t.Helper()
	names := []string{""}
	for name := range s.load(t).Environments {
		names = append(names, name)
	}
	var all []chosen
	for _, name := range names {
		all = append(all, chosen{name, s.load(t, environment(name)), s.load(t, environment(name))})
	}
	return all
}

// Complete takes stacks made in code, and gives the same as for a file.
func TestNewEqualsLoaded(t *testing.T) {
	made := stack.New("streaming")
	made.Spec.Nodes = []stack.Node{{Name: "master1"}, {Name: "node1"}, {Name: "node2"}}
	made.Spec.Operator.WatchNamespaces = []string{"flink"}
	made.Spec.HistoryServer.Host = "flink-history.example.com"
	var j stack.Job
	j.SetDefaults()
	j.Name, j.JarURI, j.Parallelism = "state-machine", "local:///opt/flink/examples/streaming/StateMachineExample.jar", 2
	made.Spec.Jobs = []stack.Job{j}
	_, fromCode := build(t, made)
	loaded, err := flinkgen.Load(flinkgen.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	_, fromFile := build(t, loaded)
	if diff := cmp.Diff(render(t, fromFile), render(t, fromCode)); diff != "" {
		t.Errorf("the default stack made in code differs (-file +code):\n%s", diff)
	}
}

// A part that is left out must not keep the completed stack from being read.
func TestCompletedWithoutParts(t *testing.T) {
	for name, without := range map[string][]string{
		"job":            {"jobs[0].enabled=false"},
		"history server": {"historyServer.enabled=false"},
		"operator":       {"operator.enabled=false"},
		"ingress":        {"ingress.enabled=false"},
		"controller":     {"ingress.controller=none"},
		"juicefs":        {"juicefs.enabled=false", "storage.storageClassName=nfs"},
		"minio":          {"minio.enabled=false", "juicefs.bucket=https://s3.example.com/juicefs"},
		"redis":          {"redis.enabled=false", "juicefs.metaURL=redis://redis.example.com:6379/0"},
		"local volumes":  {"localVolumes.enabled=false"},
		"namespaces":     {"namespaces.enabled=false"},
		"webhook":        {"operator.webhook.enabled=false"},
	} {
		t.Run(name, func(t *testing.T) {
			s, b := scenario{"", stack.Default()}.build(t, set(without...))
			written := scenario{"", stack.Document{Name: "completed.yaml", Data: completed(t, s)}}
			_, again := written.build(t)
			if diff := cmp.Diff(render(t, b), render(t, again)); diff != "" {
				t.Errorf("renders otherwise (-stack +completed):\n%s", diff)
			}
		})
	}
}
