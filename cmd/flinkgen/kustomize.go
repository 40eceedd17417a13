package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
)

// runRenderKustomize writes the base and an overlay for every environment.
func runRenderKustomize(ctx context.Context, io streams, o *renderOptions) error {
	switch {
	case o.output == "":
		return fmt.Errorf("--format kustomize writes many files: name their directory with --output")
	case o.environment != "":
		return fmt.Errorf("--format kustomize writes an overlay for every environment: leave out --environment")
	case o.cluster != "":
		return fmt.Errorf("--format kustomize writes an overlay for every environment: leave out --cluster")
	case len(o.components) > 0:
		return fmt.Errorf("--format kustomize writes whole stacks: leave out --component")
	}
	s, err := flinkgen.BuildEnvironments(o.options(io))
	if err != nil {
		return err
	}
	if err := flinkgen.WriteKustomize(ctx, o.output, s); err != nil {
		return err
	}
	overlays := "no overlay: the stack has no environments"
	if len(s.Environments) > 0 {
		overlays = "overlays of " + strings.Join(slices.Sorted(maps.Keys(s.Environments)), ", ")
	}
	_, err = fmt.Fprintf(io.err, "wrote base with %s to %s, and %s\n", count(len(s.Base.Components), "component"), o.output, overlays)
	return err
}
