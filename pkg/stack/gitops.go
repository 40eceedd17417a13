package stack

// GitOps says where Argo CD or Flux find what flinkgen render writes for them.
// Nothing of it ends in the manifests.
type GitOps struct {
	// RepoURL is the repository that the output is committed to, such as https://git.example.com/platform/flink.git, or the OCI artifact that it is pushed as, oci://registry.example.com/platform/flink.
	RepoURL string `json:"repoURL,omitempty"`
	// TargetRevision is a branch, the full name of a tag such as refs/tags/v1.2, or a commit; of an OCI artifact a tag or digest. Derived: main, or latest of an OCI artifact.
	TargetRevision string `json:"targetRevision,omitempty"`
	// Path in the repository of the directory that --output names. Empty means the root.
	Path string `json:"path,omitempty"`
	// ClusterSecretStore of the External Secrets Operator that holds the values of the Secrets. With it the output has the ExternalSecrets of the stack; without it flinkgen secrets makes the Secrets.
	ClusterSecretStore string `json:"clusterSecretStore,omitempty"`
	// ArgoCD is used by --format argocd.
	ArgoCD ArgoCD `json:"argocd,omitzero"`
	// Flux is used by --format flux.
	Flux Flux `json:"flux,omitzero"`
}

// ArgoCD says where Argo CD runs and what it manages.
type ArgoCD struct {
	// Namespace of Argo CD. Derived: argocd.
	Namespace string `json:"namespace,omitempty"`
	// Project is the AppProject that is written for the stack. Derived: the name of the stack.
	Project string `json:"project,omitempty"`
	// RootProject is the AppProject of the Application that brings the others; it must exist and allow Applications in the namespace of Argo CD. Derived: default.
	RootProject string `json:"rootProject,omitempty"`
	// Destination is the cluster. Derived: the one that Argo CD runs in.
	Destination Destination `json:"destination,omitzero"`
}

// Flux says where Flux runs and how it works.
type Flux struct {
	// Namespace of the Kustomizations and their source. Derived: flux-system.
	Namespace string `json:"namespace,omitempty"`
	// Interval after which the cluster is compared with the source again. Derived: 10m.
	Interval string `json:"interval,omitempty"`
	// Timeout of applying a part and waiting for its health. Derived: 10m.
	Timeout string `json:"timeout,omitempty"`
	// ServiceAccountName whose rights hold; empty means those of Flux.
	ServiceAccountName string `json:"serviceAccountName,omitempty"`
	// SecretRef names the Secret with the credentials of the repository.
	SecretRef FluxSecret `json:"secretRef,omitzero"`
	// SourceRef is a source that exists, such as the GitRepository flux-system, instead of one that is written.
	SourceRef FluxSource `json:"sourceRef,omitzero"`
}

// FluxSecret names a Secret beside the source.
type FluxSecret struct {
	// Name of the Secret.
	Name string `json:"name,omitempty"`
}

// FluxSource names a source.
type FluxSource struct {
	// Kind of the source.
	Kind string `json:"kind,omitempty" enum:"GitRepository,OCIRepository,Bucket"`
	// Name of the source.
	Name string `json:"name,omitempty"`
	// Namespace of the source; empty means that of the Kustomizations.
	Namespace string `json:"namespace,omitempty"`
}
