package argocd_test

import (
	"slices"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/argocd/v1alpha1"
	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/render/argocd"
)

// defaultStack is the objects of the default stack.
func defaultStack(tb testing.TB) *bundle.Bundle {
	tb.Helper()
	s, err := flinkgen.Load(flinkgen.LoadOptions{})
	if err != nil {
		tb.Fatal(err)
	}
	b, err := flinkgen.BuildGitOps(s)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func options() argocd.Options {
	return argocd.Options{RepoURL: "https://git.example.com/platform/flink.git", Destination: v1alpha1.ApplicationDestination{Name: "prod"}}
}

// The project allows every object and every Application, and nothing that the
// stack has not or its controllers do not make.
func TestProject(t *testing.T) {
	b := defaultStack(t)
	project, err := argocd.Project(b, options())
	if err != nil {
		t.Fatal(err)
	}
	cluster, namespaced := slices.Clone(project.Spec.ClusterResourceWhitelist), slices.Clone(project.Spec.NamespaceResourceWhitelist)
	destinations := slices.Clone(project.Spec.Destinations)
	for o := range b.Objects() {
		kind := o.GetObjectKind().GroupVersionKind()
		allowed := v1alpha1.GroupKind{Group: kind.Group, Kind: kind.Kind}
		if o.GetNamespace() == "" {
			mustHave(t, project.Spec.ClusterResourceWhitelist, &cluster, allowed)
			continue
		}
		mustHave(t, project.Spec.NamespaceResourceWhitelist, &namespaced, allowed)
		mustHave(t, project.Spec.Destinations, &destinations, v1alpha1.ApplicationDestination{Name: "prod", Namespace: o.GetNamespace()})
	}
	if len(cluster) > 0 || len(destinations) > 0 {
		t.Errorf("nothing needs %v %v", cluster, destinations)
	}
	if made := []v1alpha1.GroupKind{{Kind: "Pod"}, {Group: "apps", Kind: "ReplicaSet"}}; !slices.Equal(namespaced, made) {
		t.Errorf("allowed besides: %v, want %v", namespaced, made)
	}
	applications, err := argocd.Applications(b, options())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range applications {
		mustHave(t, project.Spec.Destinations, new([]v1alpha1.ApplicationDestination), a.Spec.Destination)
		mustHave(t, project.Spec.SourceRepos, new([]string), a.Spec.Source.RepoURL)
		if a.Spec.Project != project.Name || a.Namespace != project.Namespace {
			t.Errorf("%s/%s is in project %s", a.Namespace, a.Name, a.Spec.Project)
		}
	}
}

// mustHave wants one among all, and takes it from the rest.
func mustHave[T comparable](t *testing.T, all []T, rest *[]T, one T) {
	t.Helper()
	if !slices.Contains(all, one) {
		t.Errorf("%v is not allowed", one)
	}
	*rest = slices.DeleteFunc(*rest, func(other T) bool { return other == one })
}

// A project without a namespace would allow no Application.
func TestProjectOfClusterObjects(t *testing.T) {
	b, err := defaultStack(t).Select("crds")
	if err != nil {
		t.Fatal(err)
	}
	project, err := argocd.Project(b, options())
	if err != nil {
		t.Fatal(err)
	}
	applications, err := argocd.Applications(b, options())
	if err != nil {
		t.Fatal(err)
	}
	mustHave(t, project.Spec.Destinations, new([]v1alpha1.ApplicationDestination), applications[0].Spec.Destination)
}
