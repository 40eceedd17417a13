package v1beta1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// CommonStatus is what clusters and session jobs report alike.
type CommonStatus struct {
	// JobStatus is the job as last observed.
	JobStatus *JobStatus `json:"jobStatus,omitempty"`
	// Error is the last error, as JSON text.
	Error string `json:"error,omitempty"`
	// ObservedGeneration is the generation of the spec that was last acted on.
	ObservedGeneration *int64 `json:"observedGeneration,omitempty"`
	// LifecycleState sums the status up in one word.
	LifecycleState LifecycleState `json:"lifecycleState,omitempty"`
	// ReconciliationStatus is how far the operator got with the spec.
	ReconciliationStatus *ReconciliationStatus `json:"reconciliationStatus,omitempty"`
}

// FlinkDeploymentStatus is what the operator last observed of a cluster.
type FlinkDeploymentStatus struct {
	CommonStatus `json:",inline"`
	// ClusterInfo is what the running cluster says of itself: Flink version,
	// revision, total CPU and memory.
	ClusterInfo map[string]string `json:"clusterInfo,omitempty"`
	// JobManagerDeploymentStatus is the state of the JobManager's Deployment.
	JobManagerDeploymentStatus JobManagerDeploymentStatus `json:"jobManagerDeploymentStatus,omitempty"`
	// TaskManager serves the scale subresource.
	TaskManager *TaskManagerInfo `json:"taskManager,omitempty"`
	// Conditions holds the condition Running. Needs operator 1.15.
	Conditions []metav1.Condition `json:"conditions,omitempty"`
}

// TaskManagerInfo serves the scale subresource.
type TaskManagerInfo struct {
	// LabelSelector selects the TaskManager pods.
	LabelSelector string `json:"labelSelector,omitempty"`
	// Replicas is the number of TaskManagers, 0 when the spec names none.
	Replicas int32 `json:"replicas,omitempty"`
}

// ReconciliationStatus is how far the operator got with a spec.
type ReconciliationStatus struct {
	// ReconciliationTimestamp is when it last succeeded, in milliseconds since
	// 1970.
	ReconciliationTimestamp int64 `json:"reconciliationTimestamp,omitempty"`
	// LastReconciledSpec is the last spec that was acted on, as JSON text.
	LastReconciledSpec string `json:"lastReconciledSpec,omitempty"`
	// LastStableSpec is the spec to roll back to, as JSON text.
	LastStableSpec string `json:"lastStableSpec,omitempty"`
	// State is the state of the last spec that was acted on.
	State ReconciliationState `json:"state,omitempty"`
}

// LifecycleState sums a status up in one word.
//
// +kubebuilder:validation:Enum=CREATED;DELETED;DELETING;DEPLOYED;FAILED;ROLLED_BACK;ROLLING_BACK;STABLE;SUSPENDED;UPGRADING
type LifecycleState string

// The lifecycle states.
const (
	LifecycleCreated     LifecycleState = "CREATED"
	LifecycleDeleted     LifecycleState = "DELETED"
	LifecycleDeleting    LifecycleState = "DELETING"
	LifecycleDeployed    LifecycleState = "DEPLOYED"
	LifecycleFailed      LifecycleState = "FAILED"
	LifecycleRolledBack  LifecycleState = "ROLLED_BACK"
	LifecycleRollingBack LifecycleState = "ROLLING_BACK"
	LifecycleStable      LifecycleState = "STABLE"
	LifecycleSuspended   LifecycleState = "SUSPENDED"
	LifecycleUpgrading   LifecycleState = "UPGRADING"
)

// JobManagerDeploymentStatus is the state of the JobManager's Deployment.
//
// +kubebuilder:validation:Enum=DEPLOYED_NOT_READY;DEPLOYING;ERROR;MISSING;READY
type JobManagerDeploymentStatus string

// The states of the JobManager's Deployment. Only a ready one answers REST
// calls.
const (
	JobManagerDeployedNotReady JobManagerDeploymentStatus = "DEPLOYED_NOT_READY"
	JobManagerDeploying        JobManagerDeploymentStatus = "DEPLOYING"
	JobManagerError            JobManagerDeploymentStatus = "ERROR"
	JobManagerMissing          JobManagerDeploymentStatus = "MISSING"
	JobManagerReady            JobManagerDeploymentStatus = "READY"
)

// ReconciliationState is the state of the last spec that was acted on.
//
// +kubebuilder:validation:Enum=DEPLOYED;ROLLED_BACK;ROLLING_BACK;UPGRADING
type ReconciliationState string

// The states of a spec that was acted on.
const (
	ReconciliationDeployed    ReconciliationState = "DEPLOYED"
	ReconciliationRolledBack  ReconciliationState = "ROLLED_BACK"
	ReconciliationRollingBack ReconciliationState = "ROLLING_BACK"
	ReconciliationUpgrading   ReconciliationState = "UPGRADING"
)
