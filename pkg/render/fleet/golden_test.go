package fleet_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/render/fleet"
)

var update = flag.Bool("update", false, "rewrite the golden files; the test fails all the same")

// The tree of testdata/stack.yaml is that of testdata/golden: all of it but the
// objects that are shared, which are as in the golden files of the manifests.
func TestGolden(t *testing.T) {
	s, err := flinkgen.Load(flinkgen.LoadOptions{Files: []string{"testdata/stack.yaml"}})
	if err != nil {
		t.Fatal(err)
	}
	files, err := fleet.Tree(t.Context(), flinkgen.Fleet(s))
	if err != nil {
		t.Fatal(err)
	}
	got, want := map[string]string{}, map[string]string{}
	for _, file := range files.Files() {
		if !strings.HasPrefix(file.Path, "shared/") || strings.HasSuffix(file.Path, "/kustomization.yaml") {
			got[file.Path] = string(file.Data)
		}
	}
	const root = "testdata/golden"
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		want[strings.TrimPrefix(filepath.ToSlash(path), root+"/")] = string(data)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	diff := cmp.Diff(want, got)
	if diff == "" {
		return
	}
	if *update {
		rewrite(t, root, got)
	}
	t.Errorf("the golden fleet differs (-want +got); if that is right, run go test ./pkg/render/fleet -run TestGolden -update and read the diff\n%s", diff)
}

func rewrite(t *testing.T, root string, files map[string]string) {
	t.Helper()
	if err := os.RemoveAll(root); err != nil {
		t.Fatal(err)
	}
	for path, data := range files {
		file := filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
