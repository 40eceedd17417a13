package v1alpha1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// Group is the API group of Argo CD.
const Group = "argoproj.io"

// TypeMeta is the type of a kind in argoproj.io/v1alpha1.
func TypeMeta(kind string) metav1.TypeMeta {
	return metav1.TypeMeta{APIVersion: Group + "/v1alpha1", Kind: kind}
}

// The annotations that Argo CD reads.
const (
	// SyncWave orders what is applied, a number; lower ones come first and have to be healthy.
	SyncWave = "argocd.argoproj.io/sync-wave"
	// SyncOptions of one object, separated by commas.
	SyncOptions = "argocd.argoproj.io/sync-options"
	// CompareOptions of an Application or an object, separated by commas.
	CompareOptions = "argocd.argoproj.io/compare-options"
	// Hook is the phase of a sync in which an object is made anew.
	Hook = "argocd.argoproj.io/hook"
	// HookDeletePolicy is when the object of a hook is deleted.
	HookDeletePolicy = "argocd.argoproj.io/hook-delete-policy"
	// ManifestGeneratePaths are the directories whose changes concern an Application, relative to its own.
	ManifestGeneratePaths = "argocd.argoproj.io/manifest-generate-paths"
)

// The finalizers of Argo CD.
const (
	// ForegroundFinalizer makes Argo CD delete the objects of an Application, and wait until they are gone, before the Application goes.
	ForegroundFinalizer = ProjectFinalizer + "/foreground"
	// ProjectFinalizer keeps an AppProject while an Application is in it.
	ProjectFinalizer = "resources-finalizer.argocd.argoproj.io"
)

// InCluster is the server of the cluster that Argo CD runs in.
const InCluster = "https://kubernetes.default.svc"

// Application brings the manifests of a source to a cluster.
type Application struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Spec ApplicationSpec `json:"spec"`
}

// ApplicationSpec says what goes where, and how.
type ApplicationSpec struct {
	// Project whose rules hold.
	Project string `json:"project"`
	// Source of the manifests.
	Source ApplicationSource `json:"source"`
	// Destination of the objects.
	Destination ApplicationDestination `json:"destination"`
	// SyncPolicy says when and how the objects are applied.
	SyncPolicy SyncPolicy `json:"syncPolicy,omitzero"`
	// IgnoreDifferences are fields that others write.
	IgnoreDifferences []ResourceIgnoreDifferences `json:"ignoreDifferences,omitempty"`
}

// ApplicationSource is a directory of a repository.
type ApplicationSource struct {
	// RepoURL of the repository.
	RepoURL string `json:"repoURL"`
	// TargetRevision is a branch, tag or commit.
	TargetRevision string `json:"targetRevision,omitempty"`
	// Path in the repository.
	Path string `json:"path"`
}

// ApplicationDestination is a cluster, by its name or its server.
type ApplicationDestination struct {
	// Name of the cluster in Argo CD.
	Name string `json:"name,omitempty"`
	// Server is the URL of the cluster's API.
	Server string `json:"server,omitempty"`
	// Namespace of objects that name none.
	Namespace string `json:"namespace,omitempty"`
}

// SyncPolicy says when and how objects are applied.
type SyncPolicy struct {
	// Automated applies what has changed in the repository; nil waits for people.
	Automated *SyncPolicyAutomated `json:"automated,omitempty"`
	// SyncOptions such as ServerSideApply=true.
	SyncOptions []string `json:"syncOptions,omitempty"`
	// Retry a sync that has failed.
	Retry *RetryStrategy `json:"retry,omitempty"`
}

// SyncPolicyAutomated is how far Argo CD goes by itself.
type SyncPolicyAutomated struct {
	// Prune deletes what is no longer in the repository.
	Prune bool `json:"prune"`
	// SelfHeal takes changes back that were made in the cluster.
	SelfHeal bool `json:"selfHeal"`
}

// RetryStrategy says how often a failed sync is tried again.
type RetryStrategy struct {
	// Limit of attempts; below 0 there is none.
	Limit int64 `json:"limit"`
	// Backoff between attempts.
	Backoff Backoff `json:"backoff"`
}

// Backoff is the time between attempts.
type Backoff struct {
	// Duration before the second attempt, such as 5s.
	Duration string `json:"duration"`
	// Factor by which it grows.
	Factor int64 `json:"factor"`
	// MaxDuration that it grows to.
	MaxDuration string `json:"maxDuration"`
}

// ResourceIgnoreDifferences are fields of objects that do not count.
type ResourceIgnoreDifferences struct {
	// Group of the objects.
	Group string `json:"group,omitempty"`
	// Kind of the objects.
	Kind string `json:"kind"`
	// Name of the object; empty means all of the kind.
	Name string `json:"name,omitempty"`
	// Namespace of the object; empty means any.
	Namespace string `json:"namespace,omitempty"`
	// JSONPointers to the fields.
	JSONPointers []string `json:"jsonPointers,omitempty"`
	// JQPathExpressions of the fields.
	JQPathExpressions []string `json:"jqPathExpressions,omitempty"`
}
