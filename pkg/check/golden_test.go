package check_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/check"
	"github.com/flinkgen/flinkgen/pkg/finding"
)

const golden = "../../testdata/golden"

// TestGolden says that flinkgen has nothing to say against what it makes, not
// even a warning.
func TestGolden(t *testing.T) {
	scenarios, err := filepath.Glob(filepath.Join(golden, "*"))
	if err != nil || len(scenarios) == 0 {
		t.Fatal(err)
	}
	for _, directory := range scenarios {
		pattern := filepath.Join(directory, "*.yaml")
		if filepath.Base(directory) == "crds" {
			pattern = filepath.Join(directory, "1.15.0.yaml") // the files are alternatives
		}
		t.Run(filepath.Base(directory), func(t *testing.T) {
			for _, f := range judged(t, readAll(t, pattern), check.Options{}) {
				t.Error(f)
			}
		})
	}
}

// readAll reads the manifests of a directory.
func readAll(t *testing.T, pattern string) []*check.Object {
	t.Helper()
	var objects []*check.Object
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no files: %v", pattern, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found, findings, err := check.Read(file, data)
		if err != nil || len(findings) > 0 {
			t.Fatal(err, findings)
		}
		objects = append(objects, found...)
	}
	return objects
}

func judged(t *testing.T, objects []*check.Object, o check.Options) []finding.Finding {
	t.Helper()
	findings, err := check.Run(objects, o)
	if err != nil {
		t.Fatal(err)
	}
	return findings
}
