package flux

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	fluxv1 "github.com/flinkgen/flinkgen/pkg/flux/v1"
)

// Options say where the output will be, and how Flux works on it.
type Options struct {
	// Name of the source, and what the names of the Kustomizations start with.
	// Empty means the name of the bundle.
	Name string
	// Namespace of the Kustomizations. Empty means flux-system.
	Namespace string
	// RepoURL of the repository or OCI artifact. It may be empty when there is a
	// SourceRef.
	RepoURL string
	// TargetRevision is a branch, the full name of a reference or a commit; of an
	// artifact a tag or digest. Empty means main or latest.
	TargetRevision string
	// Path of the output in the source. Empty means its root.
	Path string
	// SecretName is the Secret with the credentials of the source.
	SecretName string
	// SourceRef is a source that exists already.
	SourceRef fluxv1.SourceReference
	// Interval after which the cluster is compared again. Empty means 10m.
	Interval string
	// Timeout of a component. Empty means 10m.
	Timeout string
	// ServiceAccountName whose rights hold. Empty means those of Flux.
	ServiceAccountName string

	// completed says that nothing is empty that has a default.
	completed bool
}

var errNoRepository = errors.New("spec.gitops.repoURL: Required value: name the repository that the output is committed to, in the stack or with --set gitops.repoURL=https://git.example.com/platform/flink.git, or a source that exists in spec.gitops.flux.sourceRef; spec.gitops.path is the directory in it")

// oci starts the URL of an artifact.
const oci = "oci://"

// complete fills what is empty.
func (o Options) complete(b *bundle.Bundle) (Options, error) {
	if o.completed {
		return o, nil
	}
	own := o.SourceRef == (fluxv1.SourceReference{})
	switch {
	case own && o.RepoURL == "":
		return o, errNoRepository
	case own && !strings.Contains(o.RepoURL, "://"):
		return o, fmt.Errorf("spec.gitops.repoURL: Invalid value: %q: Flux takes no host:path: write ssh://%s", o.RepoURL, strings.Replace(o.RepoURL, ":", "/", 1))
	}
	o.completed = true
	o.Name = cmp.Or(o.Name, b.Name)
	o.Namespace = cmp.Or(o.Namespace, "flux-system")
	o.Interval = cmp.Or(o.Interval, "10m")
	o.Timeout = cmp.Or(o.Timeout, "10m")
	if own {
		o.SourceRef = fluxv1.SourceReference{Kind: fluxv1.GitRepositoryKind, Name: o.Name}
		if strings.HasPrefix(o.RepoURL, oci) {
			o.SourceRef.Kind = fluxv1.OCIRepositoryKind
		}
	} else {
		o.RepoURL = "" // nothing is written for it
	}
	return o, nil
}

// path of a directory of the output, as Flux writes it.
func (o Options) path(directory string) string { return "./" + path.Join(o.Path, directory) }

// labels of what is written.
func labels(b *bundle.Bundle) map[string]string {
	return map[string]string{"app.kubernetes.io/part-of": b.Name, "app.kubernetes.io/managed-by": "flinkgen"}
}
