package argocd

import (
	"cmp"
	"errors"
	"path"

	"github.com/flinkgen/flinkgen/pkg/argocd/v1alpha1"
	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/render/gitops"
)

// Options say where the output will be, and what it is for.
type Options struct {
	// Name of the Application that brings the others, and what their names start
	// with. Empty means the name of the bundle.
	Name string
	// Namespace of Argo CD. Empty means argocd.
	Namespace string
	// Project that the Applications belong to. Empty means the name above.
	Project string
	// RootProject of the Application that brings the others. Empty means default.
	RootProject string
	// RepoURL of the repository that the output is committed to; required.
	RepoURL string
	// TargetRevision is a branch, tag or commit. Empty means HEAD.
	TargetRevision string
	// Path of the output in the repository. Empty means its root.
	Path string
	// Manifests gives the directory of a component in the repository. Nil means
	// manifests/NN-NAME below Path.
	Manifests func(bundle.Component) string
	// Destination is the cluster, by name or server; its namespace is ignored.
	// Empty means the cluster of Argo CD.
	Destination v1alpha1.ApplicationDestination
}

var errNoRepository = errors.New("spec.gitops.repoURL: Required value: name the repository that the output is committed to, in the stack or with --set gitops.repoURL=https://git.example.com/platform/flink.git; spec.gitops.path is the directory in it")

// complete fills what is empty.
func (o Options) complete(b *bundle.Bundle) (Options, error) { return o.completeFor(b.Name) }

func (o Options) completeFor(stack string) (Options, error) {
	if o.RepoURL == "" {
		return o, errNoRepository
	}
	o.Name = cmp.Or(o.Name, stack)
	o.Namespace = cmp.Or(o.Namespace, "argocd")
	o.Project = cmp.Or(o.Project, o.Name)
	o.RootProject = cmp.Or(o.RootProject, "default")
	o.TargetRevision = cmp.Or(o.TargetRevision, "HEAD")
	o.Destination.Namespace = ""
	if o.Destination == (v1alpha1.ApplicationDestination{}) {
		o.Destination.Server = v1alpha1.InCluster
	}
	if o.Manifests == nil {
		below := o.Path
		o.Manifests = func(c bundle.Component) string { return path.Join(below, gitops.Directory(c)) }
	}
	return o, nil
}

// source is a directory of the repository.
func (o Options) source(directory string) v1alpha1.ApplicationSource {
	return v1alpha1.ApplicationSource{RepoURL: o.RepoURL, TargetRevision: o.TargetRevision, Path: directory}
}

// destination with a namespace.
func (o Options) destination(namespace string) v1alpha1.ApplicationDestination {
	to := o.Destination
	to.Namespace = namespace
	return to
}

// labels of what is written.
func labels(stack string) map[string]string {
	return map[string]string{"app.kubernetes.io/part-of": stack, "app.kubernetes.io/managed-by": "flinkgen"}
}
