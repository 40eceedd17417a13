package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The checked-in schema is what the types give.
func TestCheckedIn(t *testing.T) {
	t.Chdir("..") // where go run -C tools runs
	for file, generate := range map[string]func() ([]byte, error){output: Generate, commentsOutput: Comments} {
		want, err := generate()
		if err != nil {
			t.Fatal(err)
		}
		again, err := generate()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(again)); diff != "" {
			t.Errorf("another run gives another %s:\n%s", file, diff)
		}
		got, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s is out of date, run make generate (-types +checked in):\n%s", file, diff)
		}
	}
}
