package files_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/render/chart/files"
	"github.com/flinkgen/flinkgen/pkg/render/chart/internal/sample"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The sample has every construct; its files are in testdata/sample.
func TestSample(t *testing.T) {
	c, err := files.Of(sample.Component(), "0.1.0", comments())
	if err != nil {
		t.Fatal(err)
	}
	all, err := files.Files(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Chart.yaml", "README.md", "values.yaml", "values.schema.json"} {
		golden := filepath.Join("testdata", "sample", name)
		if *update {
			if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(golden, all[name], 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(all[name])); diff != "" {
			t.Errorf("%s: -want +got (run with -update and read the diff):\n%s", name, diff)
		}
	}
}

// comments are some of the sample's, in the forms that Go comments have.
func comments() map[string]string {
	const values = "github.com/flinkgen/flinkgen/pkg/render/chart/internal/sample.Values."
	return map[string]string{
		values + "Labels":            "Labels are added to the labels of every object.",
		values + "Replicas":          "Replicas is the number of pods. Derived: one for each node.",
		values + "MinReadySeconds":   "MinReadySeconds of a pod; derived from the stack.",
		values + "Greeting":          "Greeting is a text with a | in it. flinkgen checks it.",
		values + "Service":           "Service in front of the pods.",
		values + "PriorityClassName": "PriorityClassName of the pods.",
		values + "Tenants":           "Tenants each have a namespace.",
	}
}
