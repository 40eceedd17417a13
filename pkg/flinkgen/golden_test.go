package flinkgen_test

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/render/manifests"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

var update = flag.Bool("update", false, "rewrite the golden files; the test fails all the same")

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
				path := filepath.Join(testdata, "golden", name, file.Path)
				data := file.Data
				if strings.HasSuffix(file.Path, "-crds.yaml") {
					path = filepath.Join(testdata, "golden", "crds", s.Spec.Operator.Version+".yaml")
					_, data, _ = bytes.Cut(data, []byte("---\n"))
				}
				got[path] = string(data)
			}
			var completed bytes.Buffer
			if err := flinkgen.WriteStack(&completed, s); err != nil {
				t.Fatal(err)
			}
			got[filepath.Join(testdata, "golden", name, "completed", "stack.yaml")] = completed.String()
			compare(t, name, got)
		})
	}
}

func compare(t *testing.T, name string, got map[string]string) {
	t.Helper()
	want := map[string]string{}
	root := filepath.Join(testdata, "golden", name)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			want[path] = read(t, path)
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for path := range got {
		if _, err := os.Stat(path); err == nil {
			want[path] = read(t, path)
		}
	}
	diff := cmp.Diff(want, got)
	if diff == "" {
		return
	}
	if *update {
		if err := os.RemoveAll(root); err != nil {
			t.Fatal(err)
		}
		for path, data := range got {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Errorf("the golden files of %s differ (-want +got); if that is right, run make golden and read the diff\n%s", name, diff)
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

func read(tb testing.TB, path string) string {
	tb.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}
