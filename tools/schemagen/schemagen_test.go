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
	want, err := Generate()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Generate()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(again)); diff != "" {
		t.Errorf("another run gives another schema:\n%s", diff)
	}
	got, err := os.ReadFile(filepath.Join(root, output))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is out of date, run make generate (-types +checked in):\n%s", output, diff)
	}
}
