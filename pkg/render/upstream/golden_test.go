package upstream_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files; the test fails all the same")

// TestGolden compares the tree with testdata/upstream/<stack>: the default stack at
// the newest charts, seed-000 at those of 2023. Manifests are the business of
// others; that they are there is enough.
func TestGolden(t *testing.T) {
	for _, name := range []string{"default", "seed-000"} {
		t.Run(name, func(t *testing.T) {
			got := files(t, of(t, complete(t, name)))
			for path := range got {
				if strings.HasPrefix(path, "manifests/") {
					delete(got, path)
				}
			}
			root := filepath.Join(testdata, "upstream", name)
			diff := cmp.Diff(directory(t, root), got)
			if diff == "" {
				return
			}
			if *update {
				rewrite(t, root, got)
			}
			t.Errorf("the golden files of %s differ (-want +got); if that is right, run make golden and read the diff\n%s", name, diff)
		})
	}
}

// directory reads all files below a directory, which may be missing.
func directory(t *testing.T, root string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		all[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return all
}

func rewrite(t *testing.T, root string, files map[string]string) {
	t.Helper()
	if err := os.RemoveAll(root); err != nil {
		t.Fatal(err)
	}
	for path, data := range files {
		path = filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
