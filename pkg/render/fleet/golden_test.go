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
	written, err := fleet.Tree(t.Context(), flinkgen.Fleet(s))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/golden", texts(written), func(name string) bool {
		return !strings.HasPrefix(name, "shared/") || strings.HasSuffix(name, "/kustomization.yaml")
	})
}

// For Argo CD it is that of testdata/argocd: what brings the clusters, and what one
// of them has.
func TestGoldenArgoCD(t *testing.T) {
	_, all := forArgoCD(t)
	golden(t, "testdata/argocd", all, func(name string) bool {
		return !strings.HasPrefix(name, "shared/") && (!strings.HasPrefix(name, "clusters/") || strings.HasPrefix(name, "clusters/us-1/applications/"))
	})
}

// golden compares some of the files with those in a directory.
func golden(t *testing.T, root string, all map[string]string, some func(string) bool) {
	t.Helper()
	got, want := map[string]string{}, map[string]string{}
	for name, text := range all {
		if some(name) {
			got[name] = text
		}
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
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
	t.Errorf("%s differs (-want +got); if that is right, run go test ./pkg/render/fleet -run TestGolden -update and read the diff\n%s", root, diff)
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
