package strategies_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/check"
	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1/crds"
	"github.com/flinkgen/flinkgen/test/strategies"
)

// mutations is how many objects with one change are judged.
const mutations = 2000

// refused are the rules that speak for the API server.
var refused = []string{"FG101", "FG102", "FG107", "FG110"}

// TestAgreement says that pkg/check refuses nothing for the API server's sake
// that the API server takes: objects of the golden stacks, with one value
// changed each.
func TestAgreement(t *testing.T) {
	definitions, err := strategies.NewDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	kinds, err := crds.For("1.15.0")
	if err != nil {
		t.Fatal(err)
	}
	namespaces, objects := goldenObjects(t)
	random := rand.New(rand.NewPCG(7, 9)) //nolint:gosec // the same objects each time
	both, missed := 0, 0
	for range mutations {
		object := objects[random.IntN(len(objects))]
		var tree map[string]any
		if err := yaml.Unmarshal(object, &tree); err != nil {
			t.Fatal(err)
		}
		mutate(random, tree)
		text, err := yaml.Marshal(tree)
		if err != nil {
			t.Fatal(err)
		}
		server, err := strategies.NewServer(definitions)
		if err != nil {
			t.Fatal(err)
		}
		for _, namespace := range namespaces {
			server.Create(namespace)
		}
		for _, one := range kinds {
			server.Create(one.YAML)
		}
		answer := server.Create(text)
		said := checked(t, text)
		switch {
		case len(said) > 0 && answer.Err == nil:
			t.Errorf("the API server takes what the check refuses: %v\n%s", said, text)
		case len(said) > 0:
			both++
		case answer.Err != nil:
			missed++
		}
	}
	t.Logf("%d of %d refusals of the API server are refusals of the check", both, both+missed)
	if both < 8*missed {
		t.Error("the check misses more than a ninth of what the API server refuses")
	}
}

func checked(t *testing.T, text []byte) []finding.Finding {
	t.Helper()
	objects, findings, err := check.Read("m.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	found, err := check.Run(objects, check.Options{Reach: check.Release})
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(append(findings, found...), func(f finding.Finding) bool {
		// What a pod of Flink would be refused for shows only when it starts.
		later := f.Object.APIVersion == v1beta1.APIVersion && f.ID != "FG101"
		return later || f.Severity != finding.Error || !slices.Contains(refused, f.ID)
	})
}

func goldenObjects(t *testing.T) (namespaces, objects [][]byte) {
	t.Helper()
	for _, stack := range []string{"default", "session-cluster", "standalone"} {
		files, err := filepath.Glob(filepath.Join("../../testdata/golden", stack, "*.yaml"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files: %v", err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for text := range bytes.SplitSeq(data, []byte("\n---\n")) {
				var head struct{ Kind, APIVersion string }
				if err := yaml.Unmarshal(text, &head); err != nil {
					t.Fatal(err)
				}
				switch {
				case head.Kind == "Namespace":
					namespaces = append(namespaces, text)
				case head.Kind != "" && head.APIVersion != "cert-manager.io/v1":
					objects = append(objects, text)
				}
			}
		}
	}
	return namespaces, objects
}

// mutate changes one value at random, or removes, renames or repeats it.
func mutate(random *rand.Rand, tree map[string]any) {
	var changes []func()
	values := []any{nil, "", "x y", "Upper", "web", -1, 0, 1, 70000, 1.5, true, "1Gi", "-1Gi", []any{}, map[string]any{}, []any{"a", "a"}, map[string]any{"a b": "c"}}
	var walk func(node any)
	walk = func(node any) {
		switch v := node.(type) {
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				if key == "apiVersion" || key == "kind" || key == "namespace" {
					continue
				}
				changes = append(changes,
					func() { v[key] = values[random.IntN(len(values))] }, func() { v[key] = values[random.IntN(len(values))] },
					func() { delete(v, key) }, func() { v[key+"x"] = v[key]; delete(v, key) })
				walk(v[key])
			}
		case []any:
			for i := range v {
				changes = append(changes, func() { v[i] = values[random.IntN(len(values))] }, func() { v[i] = v[(i+1)%len(v)] })
				walk(v[i])
			}
		}
	}
	walk(tree)
	if len(changes) > 0 {
		changes[random.IntN(len(changes))]()
	}
}
