package kustomize_test

import (
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/internal/golden"
	"github.com/flinkgen/flinkgen/pkg/render/kustomize"
)

// The overlays of testdata/stack.yaml are those of testdata/golden, with the
// kustomizations of the base. Its objects are the golden files of the manifests.
func TestGolden(t *testing.T) {
	s, err := flinkgen.BuildEnvironments(flinkgen.LoadOptions{Files: []string{"testdata/stack.yaml"}})
	if err != nil {
		t.Fatal(err)
	}
	files, err := kustomize.Tree(s)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, file := range files.Files() {
		if strings.HasPrefix(file.Path, "overlays/") || strings.HasSuffix(file.Path, "/kustomization.yaml") {
			got[file.Path] = string(file.Data)
		}
	}
	golden.Files(t, "testdata/golden", got)
}
