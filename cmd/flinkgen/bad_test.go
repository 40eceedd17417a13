package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestBadInput runs every case of pkg/stack/testdata/bad: the exit code is 2,
// all mistakes stand on standard error, and nothing is printed or written.
func TestBadInput(t *testing.T) {
	cases, err := filepath.Abs("../../pkg/stack/testdata/bad")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(cases, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in %s: %v", cases, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			stacks, want := archive.Files[:len(archive.Files)-1], archive.Files[len(archive.Files)-1]
			args := arguments(string(archive.Comment))
			for _, stack := range stacks {
				if err := os.WriteFile(stack.Name, stack.Data, 0o644); err != nil {
					t.Fatal(err)
				}
				args = append(args, "-f", stack.Name)
			}
			for _, command := range [][]string{{"render"}, {"render", "-o", "out"}, {"render", "--format", "stack"}, {"secrets"}, {"job", "suspend", "state-machine"}} {
				var out, words bytes.Buffer
				code := run(t.Context(), streams{in: strings.NewReader(""), out: &out, err: &words}, append(command, args...))
				if code != exitUsage || out.Len() > 0 {
					t.Errorf("%s: exit code %d, %d bytes on standard output", command, code, out.Len())
				}
				if diff := cmp.Diff("Error: "+string(want.Data), words.String()); diff != "" {
					t.Errorf("%s: standard error (-want +got):\n%s", command, diff)
				}
			}
			left, err := os.ReadDir(".")
			if err != nil || len(left) != len(stacks) {
				t.Errorf("something was written: %v %v", left, err)
			}
		})
	}
}

// arguments are the flags that the comment of a case asks for.
func arguments(comment string) []string {
	var args []string
	for line := range strings.Lines(comment) {
		line = strings.TrimSuffix(line, "\n")
		if name, found := strings.CutPrefix(line, "environment: "); found {
			args = append(args, "-e", name)
		}
		if name, found := strings.CutPrefix(line, "cluster: "); found {
			args = append(args, "--cluster", name)
		}
		if expression, found := strings.CutPrefix(line, "set: "); found {
			args = append(args, "--set", expression)
		}
	}
	return args
}
