package flux

import (
	"cmp"
	"regexp"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	fluxv1 "github.com/flinkgen/flinkgen/pkg/flux/v1"
)

// sourceInterval is how often a source is asked for something new.
const sourceInterval = "1m"

var commit = regexp.MustCompile(`^[0-9a-f]{40}([0-9a-f]{24})?$`)

// Source gives the GitRepository or OCIRepository, or nil when the options name
// one that exists.
func Source(b *bundle.Bundle, o Options) (any, error) {
	o, err := o.complete(b)
	if err != nil || o.RepoURL == "" {
		return nil, err
	}
	meta := metav1.ObjectMeta{Name: o.Name, Namespace: o.Namespace, Labels: labels(b)}
	kind := metav1.TypeMeta{APIVersion: fluxv1.SourceGroup + "/v1", Kind: o.SourceRef.Kind}
	var secret *fluxv1.LocalObjectReference
	if o.SecretName != "" {
		secret = &fluxv1.LocalObjectReference{Name: o.SecretName}
	}
	if o.SourceRef.Kind == fluxv1.OCIRepositoryKind {
		return &fluxv1.OCIRepository{TypeMeta: kind, ObjectMeta: meta, Spec: fluxv1.OCIRepositorySpec{
			URL:       o.RepoURL,
			SecretRef: secret,
			Interval:  sourceInterval,
			Reference: artifact(o.TargetRevision),
		}}, nil
	}
	return &fluxv1.GitRepository{TypeMeta: kind, ObjectMeta: meta, Spec: fluxv1.GitRepositorySpec{
		URL:       o.RepoURL,
		SecretRef: secret,
		Interval:  sourceInterval,
		Reference: revision(o.TargetRevision),
	}}, nil
}

func revision(target string) fluxv1.GitRepositoryRef {
	switch {
	case commit.MatchString(target):
		return fluxv1.GitRepositoryRef{Commit: target}
	case strings.HasPrefix(target, "refs/"):
		return fluxv1.GitRepositoryRef{Name: target}
	}
	return fluxv1.GitRepositoryRef{Branch: cmp.Or(target, "main")}
}

func artifact(target string) fluxv1.OCIRepositoryRef {
	if strings.HasPrefix(target, "sha256:") {
		return fluxv1.OCIRepositoryRef{Digest: target}
	}
	return fluxv1.OCIRepositoryRef{Tag: cmp.Or(target, "latest")}
}
