package flinkgen

import (
	"context"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/argocd/v1alpha1"
	"github.com/flinkgen/flinkgen/pkg/bundle"
	fluxv1 "github.com/flinkgen/flinkgen/pkg/flux/v1"
	"github.com/flinkgen/flinkgen/pkg/render/argocd"
	"github.com/flinkgen/flinkgen/pkg/render/flux"
	"github.com/flinkgen/flinkgen/pkg/secrets"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// BuildGitOps is Build for a repository: where spec.gitops names a
// ClusterSecretStore, the ExternalSecrets of the stack are a component too.
func BuildGitOps(s *stack.Stack) (*bundle.Bundle, error) {
	b, err := Build(s)
	if err != nil {
		return nil, err
	}
	return b, addExternalSecrets(b, s)
}

// addExternalSecrets adds the component that spec.gitops asks for.
func addExternalSecrets(b *bundle.Bundle, s *stack.Stack) error {
	store := s.Spec.GitOps.ClusterSecretStore
	if store == "" {
		return nil
	}
	made, err := secrets.External(s, store)
	if err != nil || len(made) == 0 {
		return err
	}
	// After the namespaces that they are in, before the pods that wait for them.
	at := slices.IndexFunc(b.Components, func(c bundle.Component) bool { return c.Wave >= bundle.WaveVolumes })
	if at < 0 {
		at = len(b.Components)
	}
	b.Components = slices.Insert(b.Components, at, bundle.Component{Name: "secrets", Wave: bundle.WaveDefinitions, Objects: made})
	return nil
}

// ArgoCDOptions are what spec.gitops of a completed stack says of Argo CD.
func ArgoCDOptions(s *stack.Stack) argocd.Options {
	g := s.Spec.GitOps
	return argocd.Options{
		Name:           s.Metadata.Name,
		Namespace:      g.ArgoCD.Namespace,
		Project:        g.ArgoCD.Project,
		RootProject:    g.ArgoCD.RootProject,
		RepoURL:        g.RepoURL,
		TargetRevision: g.TargetRevision,
		Path:           g.Path,
		Destination:    v1alpha1.ApplicationDestination{Name: g.ArgoCD.Destination.Name, Server: g.ArgoCD.Destination.Server},
	}
}

// WriteArgoCD completes the stack in place and writes it for Argo CD: an
// AppProject, Applications in sync waves, and the manifests that they point to.
// It gives the number of Applications. The directory is replaced as WriteDir
// does it.
func WriteArgoCD(ctx context.Context, dir string, s *stack.Stack) (int, error) {
	b, err := BuildGitOps(s)
	if err != nil {
		return 0, err
	}
	o := ArgoCDOptions(s)
	applications, err := argocd.Applications(b, o)
	if err != nil {
		return 0, err
	}
	files, err := argocd.Tree(b, o)
	if err != nil {
		return 0, err
	}
	return len(applications), files.Write(ctx, dir)
}

// FluxOptions are what spec.gitops of a completed stack says of Flux.
func FluxOptions(s *stack.Stack) flux.Options {
	g := s.Spec.GitOps
	return flux.Options{
		Name:               s.Metadata.Name,
		Namespace:          g.Flux.Namespace,
		RepoURL:            g.RepoURL,
		TargetRevision:     g.TargetRevision,
		Path:               g.Path,
		SecretName:         g.Flux.SecretRef.Name,
		SourceRef:          fluxv1.SourceReference{Kind: g.Flux.SourceRef.Kind, Name: g.Flux.SourceRef.Name, Namespace: g.Flux.SourceRef.Namespace},
		Interval:           g.Flux.Interval,
		Timeout:            g.Flux.Timeout,
		ServiceAccountName: g.Flux.ServiceAccountName,
	}
}

// WriteFlux completes the stack in place and writes it for Flux: a source,
// Kustomizations that depend on each other, and the manifests that they point
// to. It gives the number of Kustomizations. The directory is replaced as
// WriteDir does it.
func WriteFlux(ctx context.Context, dir string, s *stack.Stack) (int, error) {
	b, err := BuildGitOps(s)
	if err != nil {
		return 0, err
	}
	o := FluxOptions(s)
	kustomizations, err := flux.Kustomizations(b, o)
	if err != nil {
		return 0, err
	}
	files, err := flux.Tree(b, o)
	if err != nil {
		return 0, err
	}
	return len(kustomizations), files.Write(ctx, dir)
}
