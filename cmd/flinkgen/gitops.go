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
	// writeFleet writes a stack of clusters.
	writeFleet func(context.Context, streams, *renderOptions, *stack.Stack) error
}

func argoCD() gitOps { return gitOps{flinkgen.WriteArgoCD, "Application", writeArgoCDFleet} }

// flux has one cluster: Flux runs in every cluster by itself.
func flux() gitOps {
	return gitOps{flinkgen.WriteFlux, "Kustomization", func(_ context.Context, _ streams, o *renderOptions, s *stack.Stack) error {
		return chooseCluster(o, s)
	}}
}

func writeArgoCDFleet(ctx context.Context, io streams, o *renderOptions, s *stack.Stack) error {
	if err := flinkgen.WriteArgoCDFleet(ctx, o.output, flinkgen.ArgoCDFleet(s)); err != nil {
		return err
	}
	_, err := fmt.Fprintf(io.err, "wrote an ApplicationSet with %s to %s\n", count(len(s.Clusters), "cluster"), o.output)
	return err
}

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
	if o.environment == "" && len(s.Clusters) > 0 {
		return format.writeFleet(ctx, io, o, s)
	}
	n, err := format.write(ctx, o.output, s)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(io.err, "wrote %s to %s\n", count(n, format.thing), o.output)
	return err
}
