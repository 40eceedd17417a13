package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The checked-in overlays are those of the default stack.
func TestCheckedIn(t *testing.T) {
	want := filepath.Join(t.TempDir(), "overlays")
	if err := run(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(files(t, want), files(t, filepath.Join("..", output))); diff != "" {
		t.Errorf("overlays is out of date, run make generate (-stack +checked in):\n%s", diff)
	}
}

func files(tb testing.TB, directory string) map[string]string {
	tb.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(directory), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(directory, path))
		all[path] = string(data)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return all
}
