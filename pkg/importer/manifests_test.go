package importer_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/importer"
)

// Manifests, in testdata/manifests, become the stack file beside them.
func TestManifests(t *testing.T) {
	for _, file := range manifestFiles(t) {
		directory := filepath.Dir(file)
		name := filepath.Base(directory)
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			result, err := importer.Manifests([]importer.Document{{Name: file, Data: data}}, importer.Options{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(filepath.Join(directory, "stack.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(result.Document)); diff != "" {
				t.Errorf("the import differs (-want +got); if that is right, write it with flinkgen import --name %s\n%s", name, diff)
			}
		})
	}
}

func manifestFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/manifests/*/manifests.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no manifests: %v", err)
	}
	return files
}
