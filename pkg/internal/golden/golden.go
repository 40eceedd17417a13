// Package golden compares what a test makes with the files that are checked in
// for it. Only tests use it. `make golden` rewrites all golden files; people
// then read the diff.
package golden

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var update = flag.Bool("update", false, "rewrite the golden files; the test fails all the same")

// Files compares all files below root with got, which holds their text by the
// slash path relative to root. With -update it replaces root where they differ.
func Files(tb testing.TB, root string, got map[string]string) {
	tb.Helper()
	diff := cmp.Diff(Read(tb, root), got, cmpopts.EquateEmpty())
	if diff != "" && *update {
		if err := os.RemoveAll(root); err != nil {
			tb.Fatal(err)
		}
		for path, text := range got {
			write(tb, filepath.Join(root, path), text)
		}
	}
	report(tb, root, diff)
}

// File compares the text of one file with got. A file that is missing is empty.
func File(tb testing.TB, path, got string) {
	tb.Helper()
	want, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		tb.Fatal(err)
	}
	diff := cmp.Diff(string(want), got)
	if diff != "" && *update {
		write(tb, path, got)
	}
	report(tb, path, diff)
}

// Read gives the text of all files below root by their slash path relative to
// root. A root that is missing has none.
func Read(tb testing.TB, root string) map[string]string {
	tb.Helper()
	all := map[string]string{}
	files := os.DirFS(root)
	err := fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if path == "." && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, path)
		all[path] = string(text)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

func write(tb testing.TB, path, text string) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		tb.Fatal(err)
	}
}

// report also refuses a test that make golden, which tells the tests by their
// names, would not run.
func report(tb testing.TB, path, diff string) {
	tb.Helper()
	if !strings.HasPrefix(tb.Name(), "TestGolden") {
		tb.Errorf("%s has golden files: its name must start with TestGolden for make golden to run it", tb.Name())
	}
	if diff != "" {
		tb.Errorf("%s differs; if that is right, run make golden and read the diff (-want +got):\n%s", path, diff)
	}
}
