package argocd

import (
	"slices"
	"strconv"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/argocd/v1alpha1"
	"github.com/flinkgen/flinkgen/pkg/bundle"
)

// The sync options that Applications have.
const (
	serverSideApply      = "ServerSideApply=true"
	failOnSharedResource = "FailOnSharedResource=true"
	respectIgnored       = "RespectIgnoreDifferences=true"
	skipDryRun           = "SkipDryRunOnMissingResource=true"
	serverSideDiff       = "ServerSideDiff=true"
	ownDirectory         = "."
)

// ApplicationsDirectory holds the AppProject and the Applications, below the path
// of the output.
const ApplicationsDirectory = "applications"

// Applications gives an Application for each component that has objects, in the
// order of the bundle. The wave of the component is its sync wave.
func Applications(b *bundle.Bundle, o Options) ([]*v1alpha1.Application, error) {
	o, err := o.complete(b)
	if err != nil {
		return nil, err
	}
	all := make([]*v1alpha1.Application, 0, len(b.Components))
	defined := definitions(b)
	elsewhere := namespaces(b)[0]
	for _, c := range b.Components {
		if len(c.Objects) > 0 {
			all = append(all, o.application(b, c, defined, elsewhere))
		}
	}
	return all, nil
}

func (o Options) application(b *bundle.Bundle, c bundle.Component, defined map[string]string, elsewhere string) *v1alpha1.Application {
	a := &v1alpha1.Application{
		TypeMeta: v1alpha1.TypeMeta("Application"),
		ObjectMeta: metav1.ObjectMeta{
			Name:      o.Name + "-" + c.Name,
			Namespace: o.Namespace,
			Labels:    labels(b.Name),
			Annotations: map[string]string{
				v1alpha1.CompareOptions:        serverSideDiff,
				v1alpha1.ManifestGeneratePaths: ownDirectory,
				v1alpha1.SyncWave:              strconv.Itoa(int(c.Wave)),
			},
			Finalizers: []string{v1alpha1.ForegroundFinalizer},
		},
		Spec: v1alpha1.ApplicationSpec{
			Project:     o.Project,
			Source:      o.source(o.Manifests(c)),
			Destination: o.destination(namespaceOf(c, elsewhere)),
			SyncPolicy: v1alpha1.SyncPolicy{
				Automated:   &v1alpha1.SyncPolicyAutomated{Prune: true, SelfHeal: c.Wave != bundle.WaveJobs},
				SyncOptions: []string{serverSideApply, failOnSharedResource},
				Retry:       retry(),
			},
		},
	}
	policy := &a.Spec.SyncPolicy
	if needs(c, defined) {
		policy.SyncOptions = append(policy.SyncOptions, skipDryRun)
	}
	for _, d := range differences(c) {
		a.Spec.IgnoreDifferences = append(a.Spec.IgnoreDifferences, d.ResourceIgnoreDifferences)
		// A field that is not rendered is not applied either.
		if d.rendered && !slices.Contains(policy.SyncOptions, respectIgnored) {
			policy.SyncOptions = append(policy.SyncOptions, respectIgnored)
		}
	}
	return a
}

// retry for about half an hour: a webhook may still be coming up.
func retry() *v1alpha1.RetryStrategy {
	return &v1alpha1.RetryStrategy{Limit: 12, Backoff: v1alpha1.Backoff{Duration: "5s", Factor: 2, MaxDuration: "3m"}}
}

// namespaceOf is where most of a component is: the namespace of its first
// object that has one.
func namespaceOf(c bundle.Component, elsewhere string) string {
	for _, object := range c.Objects {
		if namespace := object.GetNamespace(); namespace != "" {
			return namespace
		}
	}
	return elsewhere
}

// definitions gives the component that has each CustomResourceDefinition.
func definitions(b *bundle.Bundle) map[string]string {
	defined := map[string]string{}
	for _, c := range b.Components {
		for _, object := range c.Objects {
			if object.GetObjectKind().GroupVersionKind().Kind == definitionKind {
				defined[object.GetName()] = c.Name
			}
		}
	}
	return defined
}

const definitionKind = "CustomResourceDefinition"

// needs says whether a component has kinds that another one defines.
func needs(c bundle.Component, defined map[string]string) bool {
	for _, object := range c.Objects {
		for _, r := range bundle.References(object) {
			if r.Kind == definitionKind && defined[r.Name] != "" && defined[r.Name] != c.Name {
				return true
			}
		}
	}
	return false
}
