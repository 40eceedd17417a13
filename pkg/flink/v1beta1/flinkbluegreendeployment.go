package v1beta1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// FlinkBlueGreenDeployment is an application that the operator upgrades by
// starting the new version beside the old one. Needs operator 1.14.
//
// +kubebuilder:object:root=true
// +kubebuilder:resource:shortName=flinkbgdep
// +kubebuilder:subresource:status
// +kubebuilder:printcolumn:name="Job Status",type=string,JSONPath=".status.jobStatus.state",description="State of the job when it was last observed."
type FlinkBlueGreenDeployment struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// Spec is the wanted application.
	Spec FlinkBlueGreenDeploymentSpec `json:"spec,omitempty"`
	// Status is what the operator last observed. Only the operator writes it.
	Status FlinkBlueGreenDeploymentStatus `json:"status,omitzero"`
}

// FlinkBlueGreenDeploymentList is a list of blue/green applications.
//
// +kubebuilder:object:root=true
type FlinkBlueGreenDeploymentList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`
	Items           []FlinkBlueGreenDeployment `json:"items"`
}

// FlinkBlueGreenDeploymentSpec is the wanted application.
type FlinkBlueGreenDeploymentSpec struct {
	// Configuration steers the transition, keys kubernetes.operator.bluegreen.*.
	Configuration map[string]string `json:"configuration,omitempty"`
	// Ingress publishes the side that is active.
	Ingress *IngressSpec `json:"ingress,omitempty"`
	// Template is what the blue and the green FlinkDeployment are made from.
	Template *FlinkDeploymentTemplate `json:"template,omitempty"`
}

// FlinkDeploymentTemplate is what a FlinkDeployment is made from.
type FlinkDeploymentTemplate struct {
	// Metadata gives labels and annotations of the FlinkDeployments.
	Metadata metav1.ObjectMeta `json:"metadata,omitzero"`
	// Spec is the cluster.
	Spec *FlinkDeploymentSpec `json:"spec,omitempty"`
}

// FlinkBlueGreenDeploymentStatus is what the operator last observed of a
// blue/green application.
type FlinkBlueGreenDeploymentStatus struct {
	// JobStatus is the job of the active side.
	JobStatus *JobStatus `json:"jobStatus,omitempty"`
	// BlueGreenState is the side that is active or the transition under way.
	BlueGreenState BlueGreenState `json:"blueGreenState,omitempty"`
	// LastReconciledSpec is the last spec that was acted on, as JSON text.
	LastReconciledSpec string `json:"lastReconciledSpec,omitempty"`
	// LastReconciledTimestamp is when that was.
	LastReconciledTimestamp string `json:"lastReconciledTimestamp,omitempty"`
	// AbortTimestamp is when a transition that has not finished is given up.
	AbortTimestamp string `json:"abortTimestamp,omitempty"`
	// DeploymentReadyTimestamp is when the new side became ready; the old side
	// is deleted some time after.
	DeploymentReadyTimestamp string `json:"deploymentReadyTimestamp,omitempty"`
	// SavepointTriggerID is Flink's id of the savepoint of the transition.
	SavepointTriggerID string `json:"savepointTriggerId,omitempty"`
	// Error is the last error.
	Error string `json:"error,omitempty"`
}

// BlueGreenState is the active side or the transition under way.
//
// +kubebuilder:validation:Enum=ACTIVE_BLUE;ACTIVE_GREEN;INITIALIZING_BLUE;SAVEPOINTING_BLUE;SAVEPOINTING_GREEN;TRANSITIONING_TO_BLUE;TRANSITIONING_TO_GREEN
type BlueGreenState string

// The states of a blue/green application. The first start is always blue.
const (
	BlueGreenActiveBlue           BlueGreenState = "ACTIVE_BLUE"
	BlueGreenActiveGreen          BlueGreenState = "ACTIVE_GREEN"
	BlueGreenInitializingBlue     BlueGreenState = "INITIALIZING_BLUE"
	BlueGreenSavepointingBlue     BlueGreenState = "SAVEPOINTING_BLUE"
	BlueGreenSavepointingGreen    BlueGreenState = "SAVEPOINTING_GREEN"
	BlueGreenTransitioningToBlue  BlueGreenState = "TRANSITIONING_TO_BLUE"
	BlueGreenTransitioningToGreen BlueGreenState = "TRANSITIONING_TO_GREEN"
)
