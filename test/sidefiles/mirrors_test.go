package sidefiles

import (
	"path/filepath"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/oci"
	"github.com/flinkgen/flinkgen/pkg/render/mirror"
)

// mirrors are the scripts that copy the images of golden stacks, for each tool.
func mirrors(t *testing.T) []sideFile {
	t.Helper()
	const registry = "mirror.example.com:5000/flink"
	to, err := oci.ParseMirror(registry)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(stacks, "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no stacks found: %v", err)
	}
	var all []sideFile
	for _, file := range files {
		s, err := flinkgen.Load(flinkgen.LoadOptions{Files: []string{file}, Set: []string{"spec.images.registry=" + registry}})
		if err != nil {
			t.Fatal(err)
		}
		list, err := flinkgen.Images(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, tool := range mirror.Tools() {
			text, err := mirror.Script(s.Metadata.Name, list, to, tool)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, sideFile{from: file + ": mirror with " + tool, name: "mirror.sh", text: string(text)})
		}
	}
	return all
}
