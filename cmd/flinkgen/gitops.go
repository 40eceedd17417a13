package main

import (
	"context"
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// gitOps is a format whose output is committed to a repository.
type gitOps struct {
	write func(context.Context, string, *stack.Stack) (int, error)
	// thing is what there is for each component.
	thing string
}

func argoCD() gitOps { return gitOps{flinkgen.WriteArgoCD, "Application"} }

func flux() gitOps { return gitOps{flinkgen.WriteFlux, "Kustomization"} }

func runRenderGitOps(ctx context.Context, io streams, o *renderOptions, format gitOps) error {
	switch {
	case o.output == "":
		return fmt.Errorf("--format %s writes many files: name their directory with --output", o.format)
	case len(o.components) > 0:
		return fmt.Errorf("--format %s writes whole stacks: leave out --component", o.format)
	}
	s, err := flinkgen.Load(o.options(io))
	if err != nil {
		return err
	}
	n, err := format.write(ctx, o.output, s)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(io.err, "wrote %s to %s\n", count(n, format.thing), o.output)
	return err
}
