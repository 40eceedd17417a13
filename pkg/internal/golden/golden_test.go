package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// recorder is a test that may fail without failing the one that runs it.
type recorder struct {
	testing.TB
	name   string
	failed string
}

func (r *recorder) Name() string { return r.name }

func (r *recorder) Errorf(format string, values ...any) { r.failed += fmt.Sprintf(format, values...) }

// try gives what a test says, with or without -update.
func try(t *testing.T, updating bool, test func(r *recorder)) string {
	t.Helper()
	before := *update
	t.Cleanup(func() { *update = before })
	*update = updating
	r := &recorder{TB: t, name: "TestGolden/one"}
	test(r)
	return r.failed
}

// says tells whether a message has all that a person needs.
func says(message string, parts ...string) bool {
	for _, part := range append(parts, "if that is right, run make golden and read the diff", "-want +got") {
		if !strings.Contains(message, part) {
			return false
		}
	}
	return true
}

// Every difference fails, and only -update changes a file; afterwards there is none.
func TestFiles(t *testing.T) {
	got := map[string]string{"a.txt": "one\n", "b/c.txt": "two\n"}
	for name, want := range map[string]map[string]string{
		"missing root": {},
		"changed":      {"a.txt": "one\n", "b/c.txt": "three\n"},
		"extra":        {"a.txt": "one\n", "b/c.txt": "two\n", "d/e.txt": "four\n"},
		"missing":      {"b/c.txt": "two\n"},
		"moved":        {"a.txt": "one\n", "c.txt": "two\n"},
	} {
		t.Run(name, func(t *testing.T) {
			root := filepath.Join(t.TempDir(), "golden")
			for path, text := range want {
				write(t, filepath.Join(root, path), text)
			}
			compare := func(r *recorder) { Files(r, root, got) }
			if message := try(t, false, compare); !says(message, root) {
				t.Errorf("says %q", message)
			}
			if diff := cmp.Diff(want, Read(t, root)); diff != "" {
				t.Errorf("changed without -update:\n%s", diff)
			}
			if message := try(t, true, compare); !says(message, root) {
				t.Errorf("with -update it says %q", message)
			}
			if diff := cmp.Diff(got, Read(t, root)); diff != "" {
				t.Errorf("-update writes something else (-want +got):\n%s", diff)
			}
			if message := try(t, false, compare); message != "" {
				t.Errorf("afterwards it says %q", message)
			}
		})
	}
}

func TestFile(t *testing.T) {
	for name, want := range map[string]string{"missing": "", "changed": "two\n"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "golden", "a.txt")
			if want != "" {
				write(t, path, want)
			}
			compare := func(r *recorder) { File(r, path, "one\n") }
			if message := try(t, false, compare); !says(message, path) {
				t.Errorf("says %q", message)
			}
			if text, err := os.ReadFile(path); string(text) != want {
				t.Errorf("without -update it is %q, %v", text, err)
			}
			if message := try(t, true, compare); !says(message, path) {
				t.Errorf("with -update it says %q", message)
			}
			if text, err := os.ReadFile(path); string(text) != "one\n" {
				t.Errorf("with -update it is %q, %v", text, err)
			}
			if message := try(t, false, compare); message != "" {
				t.Errorf("afterwards it says %q", message)
			}
		})
	}
}

// What is missing is nothing, and no difference from nothing.
func TestNothing(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	for _, updating := range []bool{false, true} {
		message := try(t, updating, func(r *recorder) {
			Files(r, missing, nil)
			File(r, missing, "")
		})
		if message != "" {
			t.Errorf("says %q", message)
		}
	}
}

// A test that make golden does not run fails.
func TestName(t *testing.T) {
	r := &recorder{TB: t, name: "TestOther"}
	File(r, filepath.Join(t.TempDir(), "missing"), "")
	if !strings.Contains(r.failed, "TestOther") {
		t.Errorf("says %q", r.failed)
	}
}
