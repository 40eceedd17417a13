package upstream_test

import (
	"os"
	"path/filepath"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/render/upstream"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

const testdata = "../../../testdata"

// complete gives a stack of testdata/stacks, or the default one, completed.
func complete(t *testing.T, name string, set ...string) *stack.Stack {
	t.Helper()
	document := stack.Default()
	if name != "default" {
		data, err := os.ReadFile(filepath.Join(testdata, "stacks", name+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		document = stack.Document{Name: name + ".yaml", Data: data}
	}
	s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{document}, Set: set})
	if err != nil {
		t.Fatal(err)
	}
	if err := stack.Complete(s); err != nil {
		t.Fatal(err)
	}
	return s
}

// of gives the stack on the charts of the projects.
func of(t *testing.T, s *stack.Stack) *upstream.Stack {
	t.Helper()
	u, err := upstream.Of(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// files gives the whole tree by path.
func files(t *testing.T, u *upstream.Stack) map[string]string {
	t.Helper()
	tree, err := u.Tree()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, file := range tree.Files() {
		all[file.Path] = string(file.Data)
	}
	return all
}

// values gives the values of a release.
func values(t *testing.T, u *upstream.Stack, chart string) map[string]any {
	t.Helper()
	for _, r := range u.Releases {
		if r.Chart.Name != chart {
			continue
		}
		all := map[string]any{}
		if err := yaml.UnmarshalStrict(r.Values, &all); err != nil {
			t.Fatalf("values of %s: %v", chart, err)
		}
		return all
	}
	t.Fatalf("there is no release of %s", chart)
	return nil
}
