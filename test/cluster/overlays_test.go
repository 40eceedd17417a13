package cluster_test

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
)

// TestOverlays installs the overlays that are checked in, as kustomize builds
// them, each in a cluster of its own.
func TestOverlays(t *testing.T) {
	for _, environment := range []string{"dev", "prod"} {
		t.Run(environment, func(t *testing.T) {
			s := overlay(t, environment)
			w := newWorld(t, s.nodes())
			if !t.Run("install", func(t *testing.T) { install(t, w, s) }) {
				t.Fatal("the overlay is not installed: the other tests cannot say anything")
			}
			t.Run("again", func(t *testing.T) { testAgain(t, w, s) })
			t.Run("references", func(t *testing.T) { testReferences(t, w, s) })
		})
	}
}

// overlay is the default stack in an environment, with the objects that
// kustomize builds. They come in apply order; the stack says which are a wave.
func overlay(t *testing.T, environment string) scenario {
	t.Helper()
	loaded, err := flinkgen.Load(flinkgen.LoadOptions{Environment: environment})
	if err != nil {
		t.Fatal(err)
	}
	b, err := flinkgen.Build(loaded)
	if err != nil {
		t.Fatal(err)
	}
	s := scenario{name: "overlays/" + environment, stack: loaded, bundle: b}
	components := map[string]string{}
	for _, c := range b.Components {
		for _, d := range documents(t, s.text(t, c.Name)) {
			components[d.String()] = c.Name
		}
	}
	var words bytes.Buffer
	build := exec.CommandContext(t.Context(), kustomize.Path(), "build", filepath.Join("../../overlays", environment))
	build.Stderr = &words
	stream, err := build.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, words.Bytes())
	}
	s.built = map[string][]byte{}
	for _, d := range documents(t, stream) {
		component, known := components[d.String()]
		if !known {
			t.Fatalf("%v is not in the stack, or is there twice", d)
		}
		delete(components, d.String())
		s.built[component] = append(append(s.built[component], "---\n"...), d.text...)
	}
	for missing := range components {
		t.Errorf("the overlay lacks %s", missing)
	}
	return s
}
