package argocd

import (
	"cmp"
	"maps"
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/argocd/v1alpha1"
	"github.com/flinkgen/flinkgen/pkg/bundle"
)

// Project gives the AppProject: the repository, the namespaces and the kinds of
// the bundle, and nothing else.
func Project(b *bundle.Bundle, o Options) (*v1alpha1.AppProject, error) {
	o, err := o.complete(b)
	if err != nil {
		return nil, err
	}
	cluster, namespaced := kinds(b)
	project := &v1alpha1.AppProject{
		TypeMeta: v1alpha1.TypeMeta("AppProject"),
		ObjectMeta: metav1.ObjectMeta{
			Name:        o.Project,
			Namespace:   o.Namespace,
			Labels:      labels(b.Name),
			Annotations: map[string]string{v1alpha1.SyncWave: "-1"},
			Finalizers:  []string{v1alpha1.ProjectFinalizer},
		},
		Spec: v1alpha1.AppProjectSpec{
			Description:                "Stack " + b.Name,
			SourceRepos:                []string{o.RepoURL},
			ClusterResourceWhitelist:   cluster,
			NamespaceResourceWhitelist: namespaced,
		},
	}
	for _, namespace := range namespaces(b) {
		project.Spec.Destinations = append(project.Spec.Destinations, o.destination(namespace))
	}
	return project, nil
}

// namespaces that the objects are in. There is always one, because Argo CD
// takes no Application without.
func namespaces(b *bundle.Bundle) []string {
	all := map[string]bool{}
	for object := range b.Objects() {
		if namespace := object.GetNamespace(); namespace != "" {
			all[namespace] = true
		}
	}
	if len(all) == 0 {
		return []string{metav1.NamespaceDefault}
	}
	return slices.Sorted(maps.Keys(all))
}

// kinds that the bundle has, without and with a namespace. What workloads make
// belongs to it, or Argo CD would not show their pods; whoever may make a
// Deployment may make a Pod.
func kinds(b *bundle.Bundle) (cluster, namespaced []v1alpha1.GroupKind) {
	wide, narrow := map[v1alpha1.GroupKind]bool{}, map[v1alpha1.GroupKind]bool{}
	for object := range b.Objects() {
		kind := object.GetObjectKind().GroupVersionKind()
		if object.GetNamespace() == "" {
			wide[v1alpha1.GroupKind{Group: kind.Group, Kind: kind.Kind}] = true
			continue
		}
		narrow[v1alpha1.GroupKind{Group: kind.Group, Kind: kind.Kind}] = true
		for _, made := range makes[kind.Kind] {
			narrow[made] = true
		}
	}
	return sorted(wide), sorted(narrow)
}

var (
	pod        = v1alpha1.GroupKind{Kind: "Pod"}
	replicaSet = v1alpha1.GroupKind{Group: "apps", Kind: "ReplicaSet"}
)

// makes are the kinds that controllers make of a kind, for people to look at.
var makes = map[string][]v1alpha1.GroupKind{
	"Deployment":               {replicaSet, pod},
	"StatefulSet":              {pod},
	"DaemonSet":                {pod},
	"Job":                      {pod},
	"FlinkDeployment":          {{Group: "apps", Kind: "Deployment"}, replicaSet, pod, {Kind: "Service"}, {Kind: "ConfigMap"}},
	"FlinkBlueGreenDeployment": {{Group: "flink.apache.org", Kind: "FlinkDeployment"}, {Group: "apps", Kind: "Deployment"}, replicaSet, pod},
}

func sorted(kinds map[v1alpha1.GroupKind]bool) []v1alpha1.GroupKind {
	return slices.SortedFunc(maps.Keys(kinds), func(a, b v1alpha1.GroupKind) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Kind, b.Kind))
	})
}
