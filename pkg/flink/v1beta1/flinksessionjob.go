package v1beta1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// FlinkSessionJob is one job on a session cluster.
//
// +kubebuilder:object:root=true
// +kubebuilder:resource:shortName=sessionjob
// +kubebuilder:subresource:status
// +kubebuilder:printcolumn:name="Job Status",type=string,JSONPath=".status.jobStatus.state",description="State of the job when it was last observed."
// +kubebuilder:printcolumn:name="Lifecycle State",type=string,JSONPath=".status.lifecycleState",description="Where the resource stands: deployed, stable, rolled back, failed, …"
type FlinkSessionJob struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// Spec is the wanted job.
	Spec FlinkSessionJobSpec `json:"spec,omitempty"`
	// Status is what the operator last observed. Only the operator writes it.
	Status FlinkSessionJobStatus `json:"status,omitzero"`
}

// FlinkSessionJobList is a list of session jobs.
//
// +kubebuilder:object:root=true
type FlinkSessionJobList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`
	Items           []FlinkSessionJob `json:"items"`
}

// FlinkSessionJobSpec is the wanted job.
type FlinkSessionJobSpec struct {
	// DeploymentName is the FlinkDeployment, in the same namespace, whose
	// session cluster runs the job.
	DeploymentName string `json:"deploymentName,omitempty"`
	// Job is the job itself.
	Job *JobSpec `json:"job,omitempty"`
	// FlinkConfiguration overrides the cluster's configuration for this job.
	// Up to operator 1.12 every value must be a string.
	// +kubebuilder:validation:Schemaless
	// +kubebuilder:pruning:PreserveUnknownFields
	FlinkConfiguration Configuration `json:"flinkConfiguration,omitempty"`
	// RestartNonce restarts the job when it changes to another number.
	RestartNonce *int64 `json:"restartNonce,omitempty"`
}

// FlinkSessionJobStatus is what the operator last observed of a session job.
type FlinkSessionJobStatus struct {
	CommonStatus `json:",inline"`
}
