package importer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/importer"
)

// What flinkgen renders for the operator comes back equal: the import finds no
// difference. Jobs without the operator are no objects to import.
func TestGoldenJobsComeBack(t *testing.T) {
	files, err := filepath.Glob("../../testdata/golden/*/80-*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden jobs: %v", err)
	}
	compared := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), "\napiVersion: "+v1beta1.APIVersion+"\n") {
			continue
		}
		compared++
		t.Run(filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), func(t *testing.T) {
			for _, note := range imported(t, file).Notes {
				if !strings.HasSuffix(note, "is no Flink job") {
					t.Error(note)
				}
			}
		})
	}
	if compared < 10 {
		t.Errorf("only %d golden jobs of the operator found", compared)
	}
}

// Manifests as people write them come back equal, but for the namespace that
// some do not name.
func TestManifestsComeBack(t *testing.T) {
	for _, file := range manifestFiles(t) {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			for _, note := range imported(t, file).Notes {
				if !strings.Contains(note, "names no namespace") {
					t.Error(note)
				}
			}
		})
	}
}

// What has no place is said, by path and without its value.
func TestLossIsNoted(t *testing.T) {
	notes := importText(t, `
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: orders, namespace: flink}
spec:
  image: flink:2.2
  flinkVersion: v2_2
  secretField: s3cr3t
  job: {jarURI: local:///job.jar, allowNonRestoredState: false}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: rules}}
`).Notes
	got := strings.Join(notes, "\n")
	for _, want := range []string{"spec.secretField is left out", "spec.job.allowNonRestoredState is left out", "ConfigMap rules is no Flink job"} {
		if !strings.Contains(got, want) {
			t.Errorf("no note %q in:\n%s", want, got)
		}
	}
	if strings.Contains(got, "s3cr3t") {
		t.Errorf("a value is in the notes:\n%s", got)
	}
}

func TestBadManifests(t *testing.T) {
	for name, text := range map[string]string{
		"no YAML":        "a: [",
		"no job":         "kind: ConfigMap",
		"other version":  "{apiVersion: flink.apache.org/v1, kind: FlinkDeployment, metadata: {name: a}}",
		"wrong type":     "{apiVersion: flink.apache.org/v1beta1, kind: FlinkDeployment, metadata: {name: a}, spec: {image: [s3cr3t]}}",
		"no kind":        "spec: {}",
		"empty":          "",
		"spec is a word": "{apiVersion: flink.apache.org/v1beta1, kind: FlinkDeployment, metadata: {name: a}, spec: s3cr3t}",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := importer.Manifests([]importer.Document{{Name: "a.yaml", Data: []byte(text)}}, importer.Options{})
			if err == nil || strings.Contains(err.Error(), "s3cr3t") {
				t.Errorf("error %v", err)
			}
		})
	}
}

func imported(t *testing.T, file string) importer.Result {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return importText(t, string(data))
}

func importText(t *testing.T, text string) importer.Result {
	t.Helper()
	result, err := importer.Manifests([]importer.Document{{Name: "test.yaml", Data: []byte(text)}}, importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return result
}
