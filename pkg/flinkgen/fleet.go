package flinkgen

import (
	"context"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/render/fleet"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// Fleet gives the clusters of a stack, and what builds the objects of each.
func Fleet(s *stack.Stack) fleet.Fleet {
	f := fleet.Fleet{Name: s.Metadata.Name}
	for _, cluster := range s.Clusters {
		f.Clusters = append(f.Clusters, fleet.Cluster{Name: cluster.Name, Environment: cluster.Environment})
	}
	builder := &stack.Builder{}
	f.Build = func(i int) (*bundle.Bundle, error) {
		one, err := s.InCluster(s.Clusters[i].Name)
		if err != nil {
			return nil, err
		}
		if err := stack.Complete(one); err != nil {
			return nil, err
		}
		return builder.Build(one)
	}
	return f
}

// WriteFleet builds the stack of every cluster and writes them to a directory:
// kubectl kustomize builds DIR/clusters/NAME, and what several clusters have
// alike is in DIR/shared once. The directory is replaced as WriteDir does it.
func WriteFleet(ctx context.Context, dir string, f fleet.Fleet) error {
	files, err := fleet.Tree(ctx, f)
	if err != nil {
		return err
	}
	return files.Write(ctx, dir)
}
