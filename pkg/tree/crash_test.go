//go:build unix

package tree

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The test binary runs itself for what cannot happen inside a test: a kill,
// another user, another umask.
const childVariable = "FLINKGEN_TREE_TEST"

func TestMain(m *testing.M) {
	if order := os.Getenv(childVariable); order != "" {
		if err := child(order, os.Args[len(os.Args)-1]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func child(order, dir string) error {
	files := &Tree{}
	for _, file := range []string{"a", "c", "d", "e"} {
		if err := files.Add(file, []byte("new")); err != nil {
			return err
		}
	}
	var s system
	switch kind, argument, _ := strings.Cut(order, ":"); kind {
	case "kill", "kill-portable", "sleep":
		s.portable = kind == "kill-portable"
		s.at = func(at step) error {
			if string(at) != argument {
				return nil
			}
			if kind == "sleep" {
				fmt.Println("asleep")
				time.Sleep(time.Hour)
			}
			return syscall.Kill(os.Getpid(), syscall.SIGKILL)
		}
	case "umask":
		mask, err := strconv.ParseInt(argument, 8, 0)
		if err != nil {
			return err
		}
		syscall.Umask(int(mask))
	case "nobody":
		// Root may write anywhere, so that root becomes somebody else first.
		if os.Getuid() == 0 {
			if err := errors.Join(syscall.Setgid(65534), syscall.Setuid(65534)); err != nil {
				return err
			}
		}
	}
	return files.write(context.Background(), dir, s)
}

func run(t *testing.T, order, dir string) (string, error) {
	t.Helper()
	cmd := exec.Command(os.Args[0], dir)
	cmd.Env = append(os.Environ(), childVariable+"="+order)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// A run that is killed at any step leaves the old files or the new ones, and
// the next run cleans up after it.
func TestKill(t *testing.T) {
	fresh := map[string]string{"a": "new", "c": "new", "d": "new", "e": "new"}
	for _, c := range []struct {
		order string
		at    step
		want  map[string]string
	}{
		{"kill", stepMade, old},
		{"kill", stepMarked, old},
		{"kill", stepFile, old},
		{"kill", stepSynced, old},
		{"kill", stepExchanged, fresh},
		{"kill-portable", stepSynced, old},
		{"kill-portable", stepAway, nil}, // whole under another name
	} {
		t.Run(c.order+" "+string(c.at), func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "out")
			writeOld(t, dir)
			out, err := run(t, c.order+":"+string(c.at), dir)
			var exit *exec.ExitError
			if !errors.As(err, &exit) || !exit.Sys().(syscall.WaitStatus).Signaled() {
				t.Fatalf("the child was not killed: %v %s", err, out)
			}
			if c.want != nil {
				wantContent(t, dir, c.want)
			} else {
				away := siblings(dir, oldInfix)
				if len(away) != 1 {
					t.Fatalf("old directories: %v", away)
				}
				wantContent(t, away[0], old)
			}
			if err := treeOf(t, "next", "z").Write(t.Context(), dir); err != nil {
				t.Fatal(err)
			}
			wantContent(t, dir, map[string]string{"z": "next"})
			wantOnly(t, parent, "out")
		})
	}
}

// After a crash between the two renames the next run first puts the old files
// back, so that they survive even if it fails itself.
func TestRestore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	writeOld(t, dir)
	if _, err := run(t, "kill-portable:"+string(stepAway), dir); err == nil {
		t.Fatal("the child was not killed")
	}
	full := system{at: func(step) error { return syscall.ENOSPC }}
	if err := treeOf(t, "new", "a").write(t.Context(), dir, full); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("got error %v", err)
	}
	wantContent(t, dir, old)
}

// Leftovers are cleaned only if they are surely ours.
func TestForeignLeftovers(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "out")
	names := []string{
		".out.flinkgen-new-0123456789abcdef",  // a file of somebody else is in it
		".out.flinkgen-new-0123456789abcdeg",  // not such a name
		".out.flinkgen-new-0123456789abcd",    // too short
		".out2.flinkgen-new-0123456789abcdef", // of another target
	}
	for _, name := range names {
		put(t, filepath.Join(parent, name, Marker), "a\n")
		put(t, filepath.Join(parent, name, "a"), "x")
	}
	put(t, filepath.Join(parent, names[0], "precious"), "mine")
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	writeOld(t, elsewhere)
	link := ".out.flinkgen-new-aaaaaaaaaaaaaaaa"
	if err := os.Symlink(elsewhere, filepath.Join(parent, link)); err != nil {
		t.Fatal(err)
	}
	writeOld(t, dir)
	wantOnly(t, parent, names[2], names[0], names[1], link, names[3], "out")
	wantContent(t, filepath.Join(parent, names[0]), map[string]string{"a": "x", "precious": "mine"})
	wantContent(t, elsewhere, old)
}

// The temporary directory of a living run is no leftover.
func TestLivingRunIsNotCleaned(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "out")
	cmd := exec.Command(os.Args[0], dir)
	cmd.Env = append(os.Environ(), childVariable+"=sleep:"+string(stepSynced))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	if _, err := out.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	writeOld(t, dir)
	living := siblings(dir, newInfix)
	if len(living) != 1 {
		t.Fatalf("temporary directories: %v", living)
	}
	wantContent(t, living[0], map[string]string{"a": "new", "c": "new", "d": "new", "e": "new"})
}

func TestPermissionsFollowUmask(t *testing.T) {
	for mask, want := range map[string][2]os.FileMode{"000": {0o755, 0o644}, "027": {0o750, 0o640}} {
		dir := filepath.Join(t.TempDir(), "parent", "out")
		if out, err := run(t, "umask:"+mask, dir); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		for file, want := range map[string]os.FileMode{"..": want[0], ".": want[0], "a": want[1], Marker: want[1]} {
			info, err := os.Stat(filepath.Join(dir, file))
			if err != nil || info.Mode().Perm() != want {
				t.Errorf("umask %s: %s: %v %v, want %v", mask, file, info.Mode(), err, want)
			}
		}
	}
}

func TestNoPermission(t *testing.T) {
	base := t.TempDir()
	// Another user must come as far as the parent.
	if err := os.Chmod(filepath.Dir(base), 0o755); err != nil {
		t.Fatal(err)
	}
	parent := filepath.Join(base, "parent")
	dir := filepath.Join(parent, "out")
	writeOld(t, dir)
	if err := os.Chmod(parent, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(parent, 0o755) })
	for _, target := range []string{dir, filepath.Join(parent, "new"), filepath.Join(parent, "new", "deeper")} {
		out, err := run(t, "nobody", target)
		if err == nil || !strings.Contains(out, "permission denied") || !strings.Contains(out, target) {
			t.Errorf("%s: %v: %s", target, err, out)
		}
	}
	wantContent(t, dir, old)
	wantOnly(t, parent, "out")
}
