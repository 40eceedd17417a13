package kustomize_test

import (
	"os"
	"path/filepath"
	"testing"
)

// stacks are written for Kustomize; the first, the default stack, is checked in.
var stacks = map[string]string{
	"default": "",
	"shop":    "../../pkg/render/kustomize/testdata/stack.yaml",
}

// What is checked in and what flinkgen writes: kustomize builds the base and
// every overlay to the objects that flinkgen render writes.
func TestOverlays(t *testing.T) {
	for name, file := range stacks {
		t.Run(name, func(t *testing.T) {
			var stack []string
			base, overlays := "../../overlays/base", "../../overlays"
			if file != "" {
				out := filepath.Join(t.TempDir(), "out")
				stack = []string{"-f", file}
				output(t, nil, "flinkgen", append([]string{"render", "--format", "kustomize", "-o", out}, stack...)...)
				base, overlays = filepath.Join(out, "base"), filepath.Join(out, "overlays")
			}
			equal(t, output(t, nil, "flinkgen", append([]string{"render"}, stack...)...), output(t, nil, "kustomize", "build", base))
			environments, err := os.ReadDir(overlays)
			if err != nil {
				t.Fatal(err)
			}
			built := 0
			for _, environment := range environments {
				if environment.Name() == "base" || !environment.IsDir() {
					continue
				}
				built++
				t.Run(environment.Name(), func(t *testing.T) {
					want := output(t, nil, "flinkgen", append([]string{"render", "-e", environment.Name()}, stack...)...)
					equal(t, want, output(t, nil, "kustomize", "build", filepath.Join(overlays, environment.Name())))
				})
			}
			if built != 2 {
				t.Errorf("%d overlays, want dev and prod", built)
			}
		})
	}
}

// The stacks that are rendered in other tests have no environments: their base
// is all there is.
func TestBases(t *testing.T) {
	files, err := filepath.Glob("../../testdata/stacks/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stacks: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out")
			output(t, nil, "flinkgen", "render", "-f", file, "--format", "kustomize", "-o", out)
			equal(t, output(t, nil, "flinkgen", "render", "-f", file), output(t, nil, "kustomize", "build", filepath.Join(out, "base")))
		})
	}
}
