package v1beta1

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// FlinkDeployment is one Flink cluster: with a job it is an application
// cluster, without one a session cluster.
//
// +kubebuilder:object:root=true
// +kubebuilder:resource:shortName=flinkdep
// +kubebuilder:subresource:status
// +kubebuilder:subresource:scale:specpath=.spec.taskManager.replicas,statuspath=.status.taskManager.replicas,selectorpath=.status.taskManager.labelSelector
// +kubebuilder:printcolumn:name="Job Status",type=string,JSONPath=".status.jobStatus.state",description="State of the job when it was last observed."
// +kubebuilder:printcolumn:name="Lifecycle State",type=string,JSONPath=".status.lifecycleState",description="Where the resource stands: deployed, stable, rolled back, failed, …"
type FlinkDeployment struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// Spec is the wanted cluster.
	Spec FlinkDeploymentSpec `json:"spec,omitempty"`
	// Status is what the operator last observed. Only the operator writes it.
	Status FlinkDeploymentStatus `json:"status,omitzero"`
}

// FlinkDeploymentList is a list of clusters.
//
// +kubebuilder:object:root=true
type FlinkDeploymentList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`
	Items           []FlinkDeployment `json:"items"`
}

// FlinkDeploymentSpec is the wanted cluster.
type FlinkDeploymentSpec struct {
	// Image is the container image of the JobManager and the TaskManagers.
	Image string `json:"image,omitempty"`
	// ImagePullPolicy is Always, IfNotPresent or Never.
	ImagePullPolicy corev1.PullPolicy `json:"imagePullPolicy,omitempty"`
	// FlinkVersion is the minor version of Flink in the image. The operator
	// chooses its client by it.
	FlinkVersion FlinkVersion `json:"flinkVersion,omitempty"`
	// ServiceAccount is the account that the Flink pods run under. It needs
	// rights on pods, config maps and services when the mode is native.
	ServiceAccount string `json:"serviceAccount,omitempty"`
	// Mode says who starts TaskManagers: Flink itself (native, the default) or
	// the operator (standalone).
	Mode DeploymentMode `json:"mode,omitempty"`
	// Job is the application that the cluster runs. A session cluster has none.
	Job *JobSpec `json:"job,omitempty"`
	// JobManager is the coordinator of the cluster.
	JobManager *JobManagerSpec `json:"jobManager,omitempty"`
	// TaskManager is the workers of the cluster.
	TaskManager *TaskManagerSpec `json:"taskManager,omitempty"`
	// FlinkConfiguration is the Flink configuration of the cluster. Up to
	// operator 1.12 every value must be a string; from 1.13 nested YAML is
	// accepted too.
	// +kubebuilder:validation:Schemaless
	// +kubebuilder:pruning:PreserveUnknownFields
	FlinkConfiguration Configuration `json:"flinkConfiguration,omitempty"`
	// LogConfiguration holds logging files by file name, for example
	// log4j-console.properties.
	LogConfiguration map[string]string `json:"logConfiguration,omitempty"`
	// Ingress publishes the REST endpoint and the web UI.
	Ingress *IngressSpec `json:"ingress,omitempty"`
	// PodTemplate is the base of every Flink pod. The templates of the
	// JobManager and of the TaskManagers are merged over it. It may be partial:
	// a container named flink-main-container needs no image.
	PodTemplate *corev1.PodTemplateSpec `json:"podTemplate,omitempty"`
	// RestartNonce restarts the cluster when it changes to another number.
	RestartNonce *int64 `json:"restartNonce,omitempty"`
}

// FlinkVersion is a minor version of Flink in the operator's spelling.
//
// +kubebuilder:validation:Enum=v1_13;v1_14;v1_15;v1_16;v1_17;v1_18;v1_19;v1_20;v2_0;v2_1;v2_2
type FlinkVersion string

// The Flink versions that operator 1.15 accepts. It no longer runs those
// before 1.15 and warns about those before 1.19.
const (
	FlinkVersion1_13 FlinkVersion = "v1_13"
	FlinkVersion1_14 FlinkVersion = "v1_14"
	FlinkVersion1_15 FlinkVersion = "v1_15"
	FlinkVersion1_16 FlinkVersion = "v1_16"
	FlinkVersion1_17 FlinkVersion = "v1_17"
	FlinkVersion1_18 FlinkVersion = "v1_18"
	FlinkVersion1_19 FlinkVersion = "v1_19"
	FlinkVersion1_20 FlinkVersion = "v1_20"
	FlinkVersion2_0  FlinkVersion = "v2_0"
	FlinkVersion2_1  FlinkVersion = "v2_1"
	FlinkVersion2_2  FlinkVersion = "v2_2"
)

// DeploymentMode says who starts TaskManagers.
//
// +kubebuilder:validation:Enum=native;standalone
type DeploymentMode string

// The deployment modes.
const (
	// ModeNative lets the JobManager ask Kubernetes for TaskManager pods.
	ModeNative DeploymentMode = "native"
	// ModeStandalone lets the operator keep a fixed set of TaskManager pods.
	ModeStandalone DeploymentMode = "standalone"
)

// JobManagerSpec is the coordinator of a cluster.
type JobManagerSpec struct {
	// Resource is what one JobManager pod gets.
	Resource *Resource `json:"resource,omitempty"`
	// Replicas is the number of JobManager pods, 1 when left out. More than one
	// needs high availability.
	Replicas int32 `json:"replicas,omitempty"`
	// PodTemplate is merged over the cluster's pod template.
	PodTemplate *corev1.PodTemplateSpec `json:"podTemplate,omitempty"`
}

// TaskManagerSpec is the workers of a cluster.
type TaskManagerSpec struct {
	// Resource is what one TaskManager pod gets.
	Resource *Resource `json:"resource,omitempty"`
	// Replicas is the number of TaskManager pods. Left out, it follows from the
	// parallelism of the job and the slots of a TaskManager.
	Replicas *int32 `json:"replicas,omitempty"`
	// PodTemplate is merged over the cluster's pod template.
	PodTemplate *corev1.PodTemplateSpec `json:"podTemplate,omitempty"`
}

// Resource is what one Flink pod gets; the operator makes it both the request
// and the limit.
type Resource struct {
	// Memory is the size of the whole process, for example 2048m or 2Gi.
	// Flink derives heap, managed and network memory from it.
	Memory string `json:"memory,omitempty"`
	// CPU is a number of cores, for example 0.5.
	CPU float64 `json:"cpu,omitempty"`
	// EphemeralStorage is space on the node's own disk, for example 2G.
	EphemeralStorage string `json:"ephemeralStorage,omitempty"`
}
