package flinkgen

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/render/kustomize"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// BuildEnvironments loads a stack, and once more in each of its environments,
// and builds them all. The options name no environment; what they set is set in
// every environment too.
func BuildEnvironments(o LoadOptions) (kustomize.Stack, error) {
	all := kustomize.Stack{Environments: map[string]*bundle.Bundle{}, Overlays: "overlays"}
	if o.Environment != "" {
		return all, fmt.Errorf("all environments are built: environment %q cannot be chosen", o.Environment)
	}
	if o.Cluster != "" {
		return all, fmt.Errorf("all environments are built: cluster %q cannot be chosen", o.Cluster)
	}
	documents, err := o.documents()
	if err != nil {
		return all, err
	}
	base, err := stack.Load(stack.LoadOptions{Documents: documents, Set: o.Set})
	if err != nil {
		return all, err
	}
	environments := slices.Sorted(maps.Keys(base.Environments))
	if all.Base, err = Build(base); err != nil {
		return all, err
	}
	for _, environment := range environments {
		s, err := stack.Load(stack.LoadOptions{Documents: documents, Environment: environment, Set: o.Set})
		if err != nil {
			return all, err
		}
		if all.Environments[environment], err = Build(s); err != nil {
			return all, fmt.Errorf("environment %s: %w", environment, err)
		}
	}
	return all, nil
}

// WriteKustomize writes a stack as a Kustomize base with an overlay for each
// environment: kubectl kustomize builds DIR/overlays/ENVIRONMENT. Before anything
// is written, kustomize builds every overlay in memory, and the objects have to
// be those of the environment. The directory is replaced as WriteDir does it.
func WriteKustomize(ctx context.Context, dir string, s kustomize.Stack) error {
	files, err := kustomize.Tree(s)
	if err != nil {
		return err
	}
	return files.Write(ctx, dir)
}
