package v1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// GitRepository is a revision of a Git repository.
type GitRepository struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Spec GitRepositorySpec `json:"spec"`
}

// GitRepositorySpec says which revision of what repository is fetched.
type GitRepositorySpec struct {
	// URL of the repository: http, https or ssh.
	URL string `json:"url"`
	// SecretRef names the Secret with the credentials.
	SecretRef *LocalObjectReference `json:"secretRef,omitempty"`
	// Interval after which the repository is asked again.
	Interval string `json:"interval"`
	// Reference to the revision.
	Reference GitRepositoryRef `json:"ref"`
}

// GitRepositoryRef is one of a branch, the full name of a reference, or a commit.
type GitRepositoryRef struct {
	Branch string `json:"branch,omitempty"`
	// Name is the full name of a reference, such as refs/tags/v1.
	Name   string `json:"name,omitempty"`
	Commit string `json:"commit,omitempty"`
}

// OCIRepository is an artifact of an OCI registry.
type OCIRepository struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Spec OCIRepositorySpec `json:"spec"`
}

// OCIRepositorySpec says which artifact is fetched.
type OCIRepositorySpec struct {
	// URL of the artifact without a tag: oci://registry.example.com/name.
	URL string `json:"url"`
	// SecretRef names the Secret with the credentials.
	SecretRef *LocalObjectReference `json:"secretRef,omitempty"`
	// Interval after which the registry is asked again.
	Interval string `json:"interval"`
	// Reference to the artifact.
	Reference OCIRepositoryRef `json:"ref"`
}

// OCIRepositoryRef is one of a tag or a digest.
type OCIRepositoryRef struct {
	Tag    string `json:"tag,omitempty"`
	Digest string `json:"digest,omitempty"`
}

// LocalObjectReference names an object in the same namespace.
type LocalObjectReference struct {
	Name string `json:"name"`
}
