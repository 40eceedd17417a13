package v1alpha1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// ApplicationSet makes an Application of every element of its generators.
type ApplicationSet struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Spec ApplicationSetSpec `json:"spec"`
}

// ApplicationSetSpec says what the Applications are made of.
type ApplicationSetSpec struct {
	// GoTemplate makes the texts of Template templates of Go, such as {{.name}}.
	GoTemplate bool `json:"goTemplate"`
	// GoTemplateOptions such as missingkey=error.
	GoTemplateOptions []string `json:"goTemplateOptions,omitempty"`
	// Generators of elements.
	Generators []ApplicationSetGenerator `json:"generators"`
	// Template of an Application.
	Template ApplicationSetTemplate `json:"template"`
	// SyncPolicy says what happens to Applications that are there.
	SyncPolicy ApplicationSetSyncPolicy `json:"syncPolicy,omitzero"`
}

// ApplicationSetGenerator is one of several kinds; this is the list.
type ApplicationSetGenerator struct {
	List ListGenerator `json:"list"`
}

// ListGenerator gives the elements that it lists.
type ListGenerator struct {
	Elements []map[string]string `json:"elements"`
}

// ApplicationSetTemplate is an Application whose texts are templates.
type ApplicationSetTemplate struct {
	Metadata ApplicationSetTemplateMeta `json:"metadata"`
	Spec     ApplicationSpec            `json:"spec"`
}

// ApplicationSetTemplateMeta is what the Applications are called.
type ApplicationSetTemplateMeta struct {
	Name        string            `json:"name"`
	Labels      map[string]string `json:"labels,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
}

// ApplicationSetSyncPolicy says what happens to Applications that are there.
type ApplicationSetSyncPolicy struct {
	// PreserveResourcesOnDeletion keeps what an Application has brought when the set no longer makes it.
	PreserveResourcesOnDeletion bool `json:"preserveResourcesOnDeletion,omitempty"`
}
