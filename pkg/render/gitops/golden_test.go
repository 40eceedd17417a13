package gitops_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/stack"
)

var update = flag.Bool("update", false, "rewrite the golden files; the test fails all the same")

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
				compare(t, filepath.Join("testdata", f.name, name), got)
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

func compare(t *testing.T, root string, got map[string]string) {
	t.Helper()
	want := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		want[strings.TrimPrefix(filepath.ToSlash(path), filepath.ToSlash(root)+"/")] = string(data)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	diff := cmp.Diff(want, got)
	if diff == "" {
		return
	}
	if *update {
		rewrite(t, root, got)
	}
	t.Errorf("the golden files differ (-want +got); if that is right, run go test ./pkg/render/gitops -run TestGolden -update and read the diff\n%s", diff)
}

func rewrite(t *testing.T, root string, files map[string]string) {
	t.Helper()
	if err := os.RemoveAll(root); err != nil {
		t.Fatal(err)
	}
	for path, data := range files {
		file := filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
