package fleet_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/internal/golden"
	"github.com/flinkgen/flinkgen/pkg/render/fleet"
)

// The tree of testdata/stack.yaml is that of testdata/golden: all of it but the
// objects that are shared, which are as in the golden files of the manifests.
func TestGolden(t *testing.T) {
	s, err := flinkgen.Load(flinkgen.LoadOptions{Files: []string{"testdata/stack.yaml"}})
	if err != nil {
		t.Fatal(err)
	}
	written, err := fleet.Tree(t.Context(), flinkgen.Fleet(s))
	if err != nil {
		t.Fatal(err)
	}
	got := texts(written)
	maps.DeleteFunc(got, func(name, _ string) bool {
		return strings.HasPrefix(name, "shared/") && !strings.HasSuffix(name, "/kustomization.yaml")
	})
	golden.Files(t, "testdata/golden", got)
}

// For Argo CD it is that of testdata/argocd: what brings the clusters, and what one
// of them has.
func TestGoldenArgoCD(t *testing.T) {
	_, got := forArgoCD(t)
	maps.DeleteFunc(got, func(name, _ string) bool {
		return strings.HasPrefix(name, "shared/") || strings.HasPrefix(name, "clusters/") && !strings.HasPrefix(name, "clusters/us-1/applications/")
	})
	golden.Files(t, "testdata/argocd", got)
}
