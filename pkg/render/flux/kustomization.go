package flux

import (
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	fluxv1 "github.com/flinkgen/flinkgen/pkg/flux/v1"
	"github.com/flinkgen/flinkgen/pkg/render/gitops"
)

// retryInterval after a failure: a webhook may still be coming up.
const retryInterval = "1m"

// Kustomizations gives a Kustomization for each component that has objects, in
// the order of the bundle. Each depends on those of the wave before it, and so
// on all before.
func Kustomizations(b *bundle.Bundle, o Options) ([]*fluxv1.Kustomization, error) {
	o, err := o.complete(b)
	if err != nil {
		return nil, err
	}
	all := make([]*fluxv1.Kustomization, 0, len(b.Components))
	var before, now []fluxv1.DependencyReference
	wave := bundle.WaveNamespaces
	for _, c := range b.Components {
		if len(c.Objects) == 0 {
			continue
		}
		if c.Wave != wave {
			if len(now) > 0 {
				before, now = now, nil
			}
			wave = c.Wave
		}
		k := o.kustomization(b, c, before)
		// kustomize-controller labels every object with the name.
		if problems := validation.IsValidLabelValue(k.Name); len(problems) > 0 {
			return nil, fmt.Errorf("component %s: Kustomization %q: the name becomes a label of its objects: %s: shorten the name of the stack or the job", c.Name, k.Name, problems[0])
		}
		now = append(now, fluxv1.DependencyReference{Name: k.Name})
		all = append(all, k)
	}
	return all, nil
}

func (o Options) kustomization(b *bundle.Bundle, c bundle.Component, before []fluxv1.DependencyReference) *fluxv1.Kustomization {
	return &fluxv1.Kustomization{
		TypeMeta:   metav1.TypeMeta{APIVersion: fluxv1.KustomizeGroup + "/v1", Kind: fluxv1.KustomizationKind},
		ObjectMeta: metav1.ObjectMeta{Name: o.Name + "-" + c.Name, Namespace: o.Namespace, Labels: labels(b)},
		Spec: fluxv1.KustomizationSpec{
			DependsOn:          before,
			SourceRef:          o.SourceRef,
			Path:               o.path(gitops.Directory(c)),
			Interval:           o.Interval,
			RetryInterval:      retryInterval,
			Timeout:            o.Timeout,
			Prune:              true,
			Wait:               true,
			ServiceAccountName: o.ServiceAccountName,
			HealthCheckExprs:   healthChecks(c),
		},
	}
}
