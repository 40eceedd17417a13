package tree

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

func TestWrite(t *testing.T) {
	for name, s := range systems {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "deep", "out")
			write := func(tree *Tree) {
				t.Helper()
				if err := tree.write(t.Context(), dir, s); err != nil {
					t.Fatal(err)
				}
				wantOnly(t, filepath.Dir(dir), "out")
			}
			write(treeOf(t, "1", "a", "sub/deeper/b", "sub/c"))
			wantContent(t, dir, map[string]string{"a": "1", "sub/deeper/b": "1", "sub/c": "1"})

			put(t, filepath.Join(dir, "a"), "edited")
			if err := os.Mkdir(filepath.Join(dir, "empty"), 0o755); err != nil {
				t.Fatal(err)
			}
			write(treeOf(t, "2", "sub/c", "new"))
			wantContent(t, dir, map[string]string{"sub/c": "2", "new": "2"})
			wantOnly(t, dir, Marker, "new", "sub")

			write(&Tree{})
			wantOnly(t, dir, Marker)
		})
	}
}

func TestWriteIntoEmptyDirectory(t *testing.T) {
	for name, s := range systems {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out")
			if err := os.Mkdir(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := treeOf(t, "1", "a").write(t.Context(), dir, s); err != nil {
				t.Fatal(err)
			}
			wantContent(t, dir, map[string]string{"a": "1"})
		})
	}
}

func TestForeignFiles(t *testing.T) {
	for name, c := range map[string]struct {
		make func(t *testing.T, dir string)
		want string
	}{
		"no marker": {func(t *testing.T, dir string) {
			t.Helper()
			put(t, filepath.Join(dir, "precious"), "mine")
		}, `["precious"]`},
		"beside ours": {func(t *testing.T, dir string) {
			t.Helper()
			writeOld(t, dir)
			put(t, filepath.Join(dir, "sub", "precious"), "mine")
		}, `["sub/precious"]`},
		"more than five": {func(t *testing.T, dir string) {
			t.Helper()
			for _, file := range []string{"1", "2", "3", "4", "5", "6", "7"} {
				put(t, filepath.Join(dir, file), "mine")
			}
		}, `["1" "2" "3" "4" "5"], …`},
		"a symbolic link in place of a file": {func(t *testing.T, dir string) {
			t.Helper()
			writeOld(t, dir)
			if err := errors.Join(os.Remove(filepath.Join(dir, "a")), os.Symlink("/etc/hosts", filepath.Join(dir, "a"))); err != nil {
				t.Fatal(err)
			}
		}, `["a"]`},
		"a marker that lists files elsewhere": {func(t *testing.T, dir string) {
			t.Helper()
			put(t, filepath.Join(dir, Marker), "../victim\n/etc/passwd\n")
			put(t, filepath.Join(dir, "x"), "mine")
		}, `["x"]`},
		"a marker that is a link": {func(t *testing.T, dir string) {
			t.Helper()
			put(t, filepath.Join(dir, "a"), "mine")
			put(t, filepath.Join(dir, "list"), "a\nlist\n")
			if err := os.Symlink("list", filepath.Join(dir, Marker)); err != nil {
				t.Fatal(err)
			}
		}, `[".flinkgen" "a" "list"]`},
	} {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "out")
			c.make(t, dir)
			before := content(t, dir)
			err := treeOf(t, "2", "a").Write(t.Context(), dir)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "move them away") {
				t.Fatalf("got error %v, want %s and a cure", err, c.want)
			}
			wantContent(t, dir, before)
			wantOnly(t, parent, "out")
		})
	}
}

func writeOld(t *testing.T, dir string) {
	t.Helper()
	if err := treeOf(t, "old", "a", "sub/b").Write(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
}

var old = map[string]string{"a": "old", "sub/b": "old"}

// A file that appears after the check, in the middle of the run, is kept.
func TestForeignFileInTheMiddle(t *testing.T) {
	for name, s := range systems {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "out")
			writeOld(t, dir)
			s.at = func(at step) error {
				if at == stepSynced {
					put(t, filepath.Join(dir, "precious"), "mine")
				}
				return nil
			}
			err := treeOf(t, "new", "a").write(t.Context(), dir, s)
			if err == nil || !strings.Contains(err.Error(), dir+` has files that flinkgen did not write: ["precious"]`) {
				t.Fatalf("got error %v", err)
			}
			wantContent(t, dir, map[string]string{"a": "old", "sub/b": "old", "precious": "mine"})
			wantOnly(t, parent, "out")
		})
	}
}

// Whatever step fails, the old files stay and nothing is left behind.
func TestFailureAtEveryStep(t *testing.T) {
	for name, s := range systems {
		t.Run(name, func(t *testing.T) {
			for _, fail := range []step{stepMade, stepMarked, stepFile, stepSynced, stepAway, stepExchanged} {
				if s.portable && fail == stepExchanged || !s.portable && fail == stepAway {
					continue // not a step of this way
				}
				t.Run(string(fail), func(t *testing.T) {
					parent := t.TempDir()
					dir := filepath.Join(parent, "out")
					writeOld(t, dir)
					s.at = func(at step) error {
						if at == fail {
							return &os.PathError{Op: "write", Path: "somewhere", Err: syscall.ENOSPC}
						}
						return nil
					}
					err := treeOf(t, "new", "a", "c").write(t.Context(), dir, s)
					if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), dir) {
						t.Fatalf("got error %v", err)
					}
					wantContent(t, dir, old)
					wantOnly(t, parent, "out")
				})
			}
		})
	}
}

func TestCancel(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "out")
	writeOld(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	var files atomic.Int32
	s := system{at: func(at step) error {
		if at == stepFile && files.Add(1) == 20 {
			cancel()
		}
		return nil
	}}
	var names []string
	for i := range 1000 {
		names = append(names, "dir/"+strings.Repeat("x", 1+i%50)+string(rune('a'+i/50)))
	}
	if err := treeOf(t, "new", names...).write(ctx, dir, s); !errors.Is(err, context.Canceled) {
		t.Fatalf("got error %v", err)
	}
	if n := files.Load(); n >= 20+writers {
		t.Errorf("%d files were written after the end of the context", n-20)
	}
	wantContent(t, dir, old)
	wantOnly(t, parent, "out")
}

func TestSymbolicLink(t *testing.T) {
	parent := t.TempDir()
	target, link := filepath.Join(parent, "real", "out"), filepath.Join(parent, "link")
	writeOld(t, target)
	if err := os.Symlink(filepath.Join("real", "out"), link); err != nil {
		t.Fatal(err)
	}
	if err := treeOf(t, "new", "a").Write(t.Context(), link); err != nil {
		t.Fatal(err)
	}
	if to, err := os.Readlink(link); err != nil || to != filepath.Join("real", "out") {
		t.Errorf("the link is %q now: %v", to, err)
	}
	wantContent(t, target, map[string]string{"a": "new"})
	wantOnly(t, filepath.Dir(target), "out")
}

func TestRefused(t *testing.T) {
	parent := t.TempDir()
	working := filepath.Join(parent, "work", "here")
	home := filepath.Join(parent, "home", "me")
	for _, dir := range []string{working, home} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(working)
	t.Setenv("HOME", home)
	put(t, filepath.Join(parent, "file"), "x")
	for link, to := range map[string]string{"home-link": home, "dangling": "nowhere", "file-link": "file"} {
		if err := os.Symlink(to, filepath.Join(parent, link)); err != nil {
			t.Fatal(err)
		}
	}
	for dir, want := range map[string]string{
		"":                                     "name a directory",
		"/":                                    "root of the file system",
		".":                                    "working directory",
		"..":                                   "working directory",
		parent:                                 "working directory",
		home:                                   "home directory",
		filepath.Dir(home):                     "home directory",
		filepath.Join(parent, "home-link"):     "home directory",
		filepath.Join(parent, "file"):          "it is a file",
		filepath.Join(parent, "file-link"):     "it is a file",
		filepath.Join(parent, "file", "x"):     "not a directory",
		filepath.Join(parent, "dangling"):      "symbolic link to nothing",
		filepath.Join(parent, "dangling", "x"): "symbolic link to nothing",
	} {
		if err := treeOf(t, "new", "a").Write(t.Context(), dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got error %v, want %q", dir, err, want)
		}
	}
	wantOnly(t, parent, "dangling", "file", "file-link", "home", "home-link", "work")
	if err := treeOf(t, "new", "a").Write(t.Context(), "out"); err != nil {
		t.Errorf("a directory below the working directory: %v", err)
	}
	wantContent(t, filepath.Join(working, "out"), map[string]string{"a": "new"})
}

// Many runs at once, two of which never mix their files.
func TestManyRunsAtOnce(t *testing.T) {
	for name, s := range systems {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "out")
			var group sync.WaitGroup
			for _, text := range []string{"1", "2", "3", "4", "5", "6"} {
				tree := treeOf(t, text, "same", "dir/same", "only-"+text)
				group.Go(func() {
					for range 20 {
						if err := tree.write(t.Context(), dir, s); err != nil {
							t.Errorf("run %s: %v", text, err)
							return
						}
					}
				})
			}
			group.Wait()
			got := content(t, dir)
			text := got["same"]
			wantContent(t, dir, map[string]string{"same": text, "dir/same": text, "only-" + text: text})
			wantOnly(t, parent, "out")
		})
	}
}

// Scripts may be run, other files may not.
func TestWriteExecutable(t *testing.T) {
	files := &Tree{}
	if err := files.AddExecutable("bin/run.sh", []byte("#!/bin/sh\n")); err != nil {
		t.Fatal(err)
	}
	if err := files.Add("notes.txt", nil); err != nil {
		t.Fatal(err)
	}
	if err := files.AddExecutable("bin/run.sh", nil); err == nil {
		t.Error("a file is there twice")
	}
	dir := filepath.Join(t.TempDir(), "out")
	if err := files.Write(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]fs.FileMode{"bin/run.sh": 0o100, "notes.txt": 0} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode() & 0o100; got != want {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
}
