package stack

import (
	"github.com/flinkgen/flinkgen/pkg/source"
)

// The type of a stack file.
const (
	APIVersion = "flinkgen.dev/v1alpha1"
	Kind       = "Stack"
)

// Stack is everything that Flink needs on one cluster.
type Stack struct {
	// APIVersion of the stack file: flinkgen.dev/v1alpha1.
	APIVersion string `json:"apiVersion" enum:"flinkgen.dev/v1alpha1"`
	// Kind of the file: Stack.
	Kind string `json:"kind" enum:"Stack"`
	// Metadata names the stack.
	Metadata Metadata `json:"metadata"`
	// Spec says what the stack holds. Whatever it leaves out has a default or is derived.
	Spec Spec `json:"spec"`
	// Environments are partial specs, each merged over the spec when it is chosen.
	Environments map[string]any `json:"environments,omitempty"`
	// Clusters of a fleet, each with the stack in one of its environments.
	Clusters []Cluster `json:"clusters,omitempty" patchStrategy:"merge" patchMergeKey:"name"`

	// document is the merged file that the stack was read from; nil for a
	// stack made in code. It gives errors their positions.
	document *source.Node
	// fleet is what the stack of each cluster is made of; nil where the stack
	// is that of a cluster or environment, or made in code.
	fleet *fleet
}

// Metadata names a stack.
type Metadata struct {
	// Name of the stack.
	Name string `json:"name"`
	// Labels are added to every object of the stack.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations of the file, for tools that read it, such as config.kubernetes.io/function; no object gets them.
	Annotations map[string]string `json:"annotations,omitempty"`
}

// Spec holds what all parts share and a section for each part. A section is
// the values of its part, plus enabled.
type Spec struct {
	// KubernetesVersion of the cluster, major and minor; at least 1.27. Quote it.
	KubernetesVersion string `json:"kubernetesVersion"`
	// ClusterDomain of the cluster's DNS.
	ClusterDomain string `json:"clusterDomain"`
	// TimeZone of the containers, a name of the tz database such as Asia/Shanghai.
	TimeZone string `json:"timeZone,omitempty"`
	// Nodes of the cluster that hold local volumes, by their kubernetes.io/hostname.
	Nodes []Node `json:"nodes"`
	// Images applies to every image of the stack.
	Images Images `json:"images"`
	// Namespaces of the stack.
	Namespaces Namespaces `json:"namespaces"`
	// CustomResourceDefinitions of the Flink operator.
	CustomResourceDefinitions CustomResourceDefinitions `json:"customResourceDefinitions"`
	// DNS of the cluster.
	DNS DNS `json:"dns"`
	// Storage says where jobs keep their state.
	Storage Storage `json:"storage"`
	// LocalVolumes are the disks of the nodes that Redis and MinIO use.
	LocalVolumes LocalVolumes `json:"localVolumes"`
	// Redis with Sentinel holds the metadata of JuiceFS.
	Redis Redis `json:"redis"`
	// MinIO holds the data of JuiceFS.
	MinIO MinIO `json:"minio"`
	// JuiceFS gives volumes that many pods on many nodes share.
	JuiceFS JuiceFS `json:"juicefs"`
	// Operator is the Flink Kubernetes operator.
	Operator Operator `json:"operator"`
	// Ingress brings web traffic into the cluster.
	Ingress Ingress `json:"ingress"`
	// HistoryServer shows the jobs that have ended.
	HistoryServer HistoryServer `json:"historyServer"`
	// Monitoring by Prometheus and Grafana.
	Monitoring Monitoring `json:"monitoring"`
	// Upstream chooses the charts of the projects that --format upstream writes values for.
	Upstream Upstream `json:"upstream,omitzero"`
	// GitOps is used by --format argocd and --format flux.
	GitOps GitOps `json:"gitops,omitzero"`
	// Jobs of the stack.
	Jobs []Job `json:"jobs" patchStrategy:"merge" patchMergeKey:"name"`
}

// Node is a node of the cluster. In a stack file it may be just its name.
type Node struct {
	// Name is the node's label kubernetes.io/hostname.
	Name string `json:"name"`
	// ControlPlane says that the node carries the control-plane taint, which Redis and MinIO then tolerate.
	ControlPlane bool `json:"controlPlane,omitempty"`
}

// UnmarshalScalar sets the name of the node.
func (n *Node) UnmarshalScalar(name string) error {
	n.Name = name
	return nil
}

// Images applies to every image of a stack.
type Images struct {
	// Registry is a mirror that every image is pulled from instead of its own registry, such as registry.example.com/mirror.
	Registry string `json:"registry,omitempty"`
	// PullSecrets name the Secrets with registry credentials that every pod gets; they must exist in each namespace.
	PullSecrets []string `json:"pullSecrets,omitempty"`
}
