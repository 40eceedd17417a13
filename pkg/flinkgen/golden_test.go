package flinkgen_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/internal/golden"
	"github.com/flinkgen/flinkgen/pkg/render/manifests"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

const testdata = "../../testdata"

// TestGolden renders each stack of testdata/stacks and compares the whole
// tree with testdata/golden/<stack>. The CRDs, which are large and the same
// for every stack of one operator version, stand once in testdata/golden/crds.
func TestGolden(t *testing.T) {
	for _, name := range scenarios(t) {
		t.Run(name, func(t *testing.T) {
			s := load(t, name)
			b, err := flinkgen.Build(s)
			if err != nil {
				t.Fatal(err)
			}
			files, err := manifests.Tree(b)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for _, file := range files.Files() {
				if strings.HasSuffix(file.Path, "-crds.yaml") {
					_, data, _ := bytes.Cut(file.Data, []byte("---\n"))
					golden.File(t, filepath.Join(testdata, "golden", "crds", s.Spec.Operator.Version+".yaml"), string(data))
					continue
				}
				got[file.Path] = string(file.Data)
			}
			var completed bytes.Buffer
			if err := flinkgen.WriteStack(&completed, s); err != nil {
				t.Fatal(err)
			}
			got["completed/stack.yaml"] = completed.String()
			golden.Files(t, filepath.Join(testdata, "golden", name), got)
		})
	}
}

func scenarios(tb testing.TB) []string {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(testdata, "stacks", "*.yaml"))
	if err != nil {
		tb.Fatal(err)
	}
	names := make([]string, 0, len(files)+1)
	for _, file := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(file), ".yaml"))
	}
	if len(names) == 0 {
		tb.Fatal("no stacks in testdata/stacks")
	}
	return slices.Concat([]string{"default"}, names)
}

// load gives the stack of a scenario; "default" is the embedded one.
func load(tb testing.TB, name string) *stack.Stack {
	tb.Helper()
	var o flinkgen.LoadOptions
	if name != "default" {
		o.Files = []string{filepath.Join(testdata, "stacks", name+".yaml")}
	}
	s, err := flinkgen.Load(o)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}
