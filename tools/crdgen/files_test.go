package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestFilesAreUpToDate(t *testing.T) {
	t.Chdir("..") // the command runs in tools
	source, err := load()
	if err != nil {
		t.Fatal(err)
	}
	files, err := source.files()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 4 {
		t.Errorf("made %d files, want one for each of 4 kinds", len(files))
	}
	for name, want := range files {
		have, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if !bytes.Equal(have, want) {
			t.Errorf("%s is out of date, run: go run -C tools ./crdgen", name)
		}
	}
}
