package gitops_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/internal/golden"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// The trees of two stacks, without their manifests, which are those of
// testdata/golden but for the annotations.
func TestGolden(t *testing.T) {
	external, err := os.ReadFile("../../../testdata/stacks/external-stores.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, documents := range map[string][]stack.Document{
		"default":         {stack.Default(), over(repository)},
		"external-stores": {{Name: "external-stores.yaml", Data: external}, over(artifact)},
	} {
		s, b, err := build(documents...)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range formats() {
			t.Run(f.name+"/"+name, func(t *testing.T) {
				files, err := f.tree(s, b)
				if err != nil {
					t.Fatal(err)
				}
				got := map[string]string{}
				for file, data := range byPath(files) {
					if !strings.HasPrefix(file, "manifests/") {
						got[file] = string(data)
					}
				}
				golden.Files(t, filepath.Join("testdata", f.name, name), got)
			})
		}
	}
}

// artifact is another cluster, with all that can be said.
const artifact = `
spec:
  gitops:
    repoURL: oci://registry.example.com/platform/flink
    targetRevision: 2.4.0
    clusterSecretStore: vault
    argocd: {namespace: gitops, project: flink, rootProject: platform, destination: {name: prod-eu}}
    flux: {namespace: platform, interval: 1h, timeout: 15m, serviceAccountName: deployer, secretRef: {name: registry}}
`
