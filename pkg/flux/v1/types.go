package v1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// The API groups of Flux.
const (
	KustomizeGroup = "kustomize.toolkit.fluxcd.io"
	SourceGroup    = "source.toolkit.fluxcd.io"
)

// The kinds that flinkgen writes.
const (
	KustomizationKind = "Kustomization"
	GitRepositoryKind = "GitRepository"
	OCIRepositoryKind = "OCIRepository"
)

// The annotations that kustomize-controller reads, and their values.
const (
	// Prune with the value disabled keeps an object that is no longer in the source.
	Prune = KustomizeGroup + "/prune"
	// Force with the value enabled makes an object anew that cannot be changed.
	Force = KustomizeGroup + "/force"

	Disabled = "disabled"
	Enabled  = "enabled"
)

// Kustomization brings the manifests of a source to the cluster.
type Kustomization struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Spec KustomizationSpec `json:"spec"`
}

// KustomizationSpec says what is applied, when and how.
type KustomizationSpec struct {
	// DependsOn are Kustomizations that have to be ready before.
	DependsOn []DependencyReference `json:"dependsOn,omitempty"`
	// SourceRef names the source.
	SourceRef SourceReference `json:"sourceRef"`
	// Path of the manifests in the source, such as ./manifests.
	Path string `json:"path"`
	// Interval after which the cluster is compared with the source again, such as 10m.
	Interval string `json:"interval"`
	// RetryInterval after a failure; the interval without it.
	RetryInterval string `json:"retryInterval,omitempty"`
	// Timeout of applying and of the health checks.
	Timeout string `json:"timeout,omitempty"`
	// Prune deletes what is no longer in the source.
	Prune bool `json:"prune"`
	// Wait until every object is healthy.
	Wait bool `json:"wait"`
	// ServiceAccountName whose rights hold; those of the controller without it.
	ServiceAccountName string `json:"serviceAccountName,omitempty"`
	// HealthCheckExprs say when objects of a kind are healthy.
	HealthCheckExprs []CustomHealthCheck `json:"healthCheckExprs,omitempty"`
}

// DependencyReference names a Kustomization in the same namespace.
type DependencyReference struct {
	Name string `json:"name"`
}

// SourceReference names a source. Without a namespace it is that of the
// Kustomization.
type SourceReference struct {
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	Namespace string `json:"namespace,omitempty"`
}

// CustomHealthCheck says in CEL what state the objects of a kind are in.
type CustomHealthCheck struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	// InProgress is true while there is something to wait for. It is asked first.
	InProgress string `json:"inProgress,omitempty"`
	// Failed is true when waiting is in vain.
	Failed string `json:"failed,omitempty"`
	// Current is true when the object is as it should be.
	Current string `json:"current"`
}
