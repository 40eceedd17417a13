package v1alpha1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// AppProject is what its Applications may do at most.
type AppProject struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Spec AppProjectSpec `json:"spec"`
}

// AppProjectSpec lists what is allowed.
type AppProjectSpec struct {
	// Description for people.
	Description string `json:"description,omitempty"`
	// SourceRepos are the repositories that manifests may come from.
	SourceRepos []string `json:"sourceRepos"`
	// Destinations are the namespaces of clusters that objects may be in.
	Destinations []ApplicationDestination `json:"destinations"`
	// ClusterResourceWhitelist are the kinds without a namespace. Empty means none.
	ClusterResourceWhitelist []GroupKind `json:"clusterResourceWhitelist,omitempty"`
	// NamespaceResourceWhitelist are the kinds in namespaces. Nil means all.
	NamespaceResourceWhitelist []GroupKind `json:"namespaceResourceWhitelist,omitempty"`
}

// GroupKind names a kind in every version.
type GroupKind struct {
	Group string `json:"group"`
	Kind  string `json:"kind"`
}
