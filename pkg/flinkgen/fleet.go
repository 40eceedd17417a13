package flinkgen

import (
	"context"

	"github.com/flinkgen/flinkgen/pkg/argocd/v1alpha1"
	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/render/argocd"
	"github.com/flinkgen/flinkgen/pkg/render/fleet"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// Fleet gives the clusters of a stack, and what builds the objects of each.
func Fleet(s *stack.Stack) fleet.Fleet {
	build := buildCluster(s)
	return fleet.Fleet{Name: s.Metadata.Name, Clusters: clusters(s), Build: func(i int) (*bundle.Bundle, error) {
		b, _, err := build(i)
		return b, err
	}}
}

// ArgoCDFleet is Fleet for one Argo CD, which knows each cluster by its
// destination.
func ArgoCDFleet(s *stack.Stack) fleet.ArgoCD {
	build := buildCluster(s)
	return fleet.ArgoCD{Name: s.Metadata.Name, Clusters: clusters(s), Build: func(i int) (*bundle.Bundle, argocd.Options, error) {
		b, one, err := build(i)
		if err != nil {
			return nil, argocd.Options{}, err
		}
		to := s.Clusters[i].Target()
		o := ArgoCDOptions(one)
		o.Destination = v1alpha1.ApplicationDestination{Name: to.Name, Server: to.Server}
		return b, o, addExternalSecrets(b, one)
	}}
}

func clusters(s *stack.Stack) []fleet.Cluster {
	all := make([]fleet.Cluster, len(s.Clusters))
	for i, cluster := range s.Clusters {
		all[i] = fleet.Cluster{Name: cluster.Name, Environment: cluster.Environment}
	}
	return all
}

// buildCluster gives the objects and the completed stack of a cluster by its
// place. Several calls may run at once.
func buildCluster(s *stack.Stack) func(int) (*bundle.Bundle, *stack.Stack, error) {
	builder := &stack.Builder{}
	return func(i int) (*bundle.Bundle, *stack.Stack, error) {
		one, err := s.InCluster(s.Clusters[i].Name)
		if err != nil {
			return nil, nil, err
		}
		if err := stack.Complete(one); err != nil {
			return nil, nil, err
		}
		b, err := builder.Build(one)
		return b, one, err
	}
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

// WriteArgoCDFleet builds the stack of every cluster and writes them to a
// directory for one Argo CD: an ApplicationSet that makes an Application for each
// cluster, their Applications, and the manifests, those once that several clusters
// have alike. The directory is replaced as WriteDir does it.
func WriteArgoCDFleet(ctx context.Context, dir string, f fleet.ArgoCD) error {
	files, err := fleet.ArgoCDTree(ctx, f)
	if err != nil {
		return err
	}
	return files.Write(ctx, dir)
}
