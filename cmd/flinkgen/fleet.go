package main

import (
	"context"
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// runRenderFleet writes the manifests of every cluster.
func runRenderFleet(ctx context.Context, io streams, o *renderOptions, s *stack.Stack) error {
	switch {
	case o.output == "":
		return fmt.Errorf("the stack has %s: choose one with --cluster, or write all of them to a directory with --output", count(len(s.Clusters), "cluster"))
	case len(o.components) > 0:
		return fmt.Errorf("the stack has %s, which are written whole: choose one with --cluster, or leave out --component", count(len(s.Clusters), "cluster"))
	}
	if err := flinkgen.WriteFleet(ctx, o.output, flinkgen.Fleet(s)); err != nil {
		return err
	}
	_, err := fmt.Fprintf(io.err, "wrote %s to %s\n", count(len(s.Clusters), "cluster"), o.output)
	return err
}

// chooseCluster refuses a stack of several clusters where one is meant.
func chooseCluster(o *renderOptions, s *stack.Stack) error {
	if o.environment != "" || len(s.Clusters) == 0 {
		return nil
	}
	return fmt.Errorf("the stack has %s: choose one with --cluster", count(len(s.Clusters), "cluster"))
}
