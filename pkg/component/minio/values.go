package minio

import (
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// The modes of MinIO.
const (
	Distributed = "distributed"
	Standalone  = "standalone"
)

// The entries of the Secret.
const (
	// RootUserKey is the entry with the name of the root user, of 3 characters or more.
	RootUserKey = "root-user"
	// RootPasswordKey is the entry with its password, of 8 characters or more.
	RootPasswordKey = "root-password"
)

// The ports of MinIO.
const (
	// Port of the S3 API.
	Port = 9000
	// ConsolePort is the port of the web console.
	ConsolePort = 9001
)

// Values are the knobs of MinIO. Derived values are filled by Complete where
// they are blank.
type Values struct {
	// Name is the base name of the objects: the Service of the API has this name.
	Name string `json:"name" chart:"name"`
	// Namespace of the objects.
	Namespace string `json:"namespace" chart:"namespace"`
	// Labels are added to the labels of every object.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to the annotations of every object.
	Annotations map[string]string `json:"annotations,omitempty"`

	// Image of MinIO.
	Image component.Image `json:"image"`
	// ClusterDomain is the DNS domain of the cluster; the pods find each other by names below it.
	ClusterDomain string `json:"clusterDomain"`
	// Auth names the Secret with the root user and its password.
	Auth component.SecretReference `json:"auth"`

	// Replicas is the number of pods, one on each node. It can never be changed for a pool that holds data. Change replicaRange with it.
	Replicas int32 `json:"replicas"`
	// DrivesPerNode is the number of drives of each pod. Replicas times drives must be a number that MinIO can split into sets of 2 to 16 drives, or 1. It can never be changed for a pool that holds data.
	DrivesPerNode int32 `json:"drivesPerNode" chart:"-"`
	// Mode is distributed, where pods find each other over the network, or standalone for a single pod; derived: from replicas.
	Mode string `json:"mode" chart:"choice=distributed|standalone"`
	// ReplicaRange is the range of the pods' ordinals in MinIO's notation, such as {0...2}; derived: from replicas.
	ReplicaRange string `json:"replicaRange"`
	// DriveRange is the range of the drives' numbers in MinIO's notation, such as {0...1}, or 0 for a single one; derived: from drivesPerNode.
	DriveRange string `json:"driveRange"`
	// Drives of each pod, each with a claim of its own; derived: data-0, data-1 and so on, mounted at /data-0, /data-1 and so on.
	Drives []Drive `json:"drives" chart:"each" patchStrategy:"merge" patchMergeKey:"name"`
	// Persistence of each drive. Claims stay when the StatefulSet is deleted.
	Persistence component.Persistence `json:"persistence"`

	// PrometheusAuthType says who may read the metrics: public for everybody who reaches the API, or jwt for those with a token of MinIO.
	PrometheusAuthType string `json:"prometheusAuthType" enum:"public,jwt"`
	// Resources of the container. MinIO takes as many requests at once as fit into its memory.
	Resources corev1.ResourceRequirements `json:"resources"`

	// Service of the S3 API.
	Service component.Service `json:"service"`
	// Console is the web console.
	Console Console `json:"console"`
	// PodDisruptionBudget of the pods.
	PodDisruptionBudget component.PodDisruptionBudget `json:"podDisruptionBudget"`
	// NetworkPolicy of the pods.
	NetworkPolicy component.NetworkPolicy `json:"networkPolicy"`
	// ServiceAccount of the pods; it has no token and no rights.
	ServiceAccount component.ServiceAccount `json:"serviceAccount"`

	// TerminationGracePeriodSeconds is how long a pod may take to finish its requests.
	TerminationGracePeriodSeconds int64 `json:"terminationGracePeriodSeconds"`
	// UpdateStrategy of the StatefulSet.
	UpdateStrategy appsv1.StatefulSetUpdateStrategy `json:"updateStrategy"`

	component.Pod `json:",inline"`
}

// Drive is one drive of each pod.
type Drive struct {
	// Name of the claim and the volume.
	Name string `json:"name"`
	// MountPath of the drive in the container: /data- and its number.
	MountPath string `json:"mountPath"`
}

// Console holds the knobs of the web console.
type Console struct {
	// Enabled adds the Service of the console.
	Enabled bool `json:"enabled" chart:"switch"`
	// Service of the console.
	Service component.Service `json:"service"`
}
