package main

import (
	"context"
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
)

// runRenderUpstream writes the stack on the charts of the projects, and says
// which values that the stack sets no chart can have.
func runRenderUpstream(ctx context.Context, io streams, o *renderOptions) error {
	switch {
	case o.output == "":
		return fmt.Errorf("--format upstream writes many files: name their directory with --output")
	case len(o.components) > 0:
		return fmt.Errorf("--format upstream writes whole stacks: leave out --component")
	}
	s, err := flinkgen.Load(o.options(io))
	if err != nil {
		return err
	}
	u, err := flinkgen.Upstream(s)
	if err != nil {
		return err
	}
	if err := flinkgen.WriteUpstream(ctx, o.output, u); err != nil {
		return err
	}
	for _, loss := range u.Losses() {
		if !loss.Warning {
			continue
		}
		if _, err := fmt.Fprintf(io.err, "Warning: %s: %q: %s\n", loss.Path, loss.Value, loss.Reason); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(io.err, "wrote the values of %s to %s; its README.md lists what the charts cannot have\n", count(len(u.Releases), "chart"), o.output)
	return err
}
