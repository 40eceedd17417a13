package v1beta1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// FlinkStateSnapshot is one savepoint or checkpoint of a job.
//
// +kubebuilder:object:root=true
// +kubebuilder:resource:shortName=flinksnp
// +kubebuilder:subresource:status
// +kubebuilder:printcolumn:name="Path",type=string,JSONPath=".status.path",description="Where the finished snapshot is."
// +kubebuilder:printcolumn:name="Result Timestamp",type=string,JSONPath=".status.resultTimestamp",description="When the snapshot finished or last failed."
// +kubebuilder:printcolumn:name="Snapshot State",type=string,JSONPath=".status.state",description="State of the snapshot."
type FlinkStateSnapshot struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// Spec is the wanted snapshot.
	Spec FlinkStateSnapshotSpec `json:"spec,omitempty"`
	// Status is what the operator last observed. Only the operator writes it.
	Status FlinkStateSnapshotStatus `json:"status,omitzero"`
}

// FlinkStateSnapshotList is a list of snapshots.
//
// +kubebuilder:object:root=true
type FlinkStateSnapshotList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`
	Items           []FlinkStateSnapshot `json:"items"`
}

// FlinkStateSnapshotSpec is the wanted snapshot: a savepoint or a checkpoint.
type FlinkStateSnapshotSpec struct {
	// JobReference is the job to take the snapshot of. Only a savepoint that
	// already exists can do without it.
	JobReference *JobReference `json:"jobReference,omitempty"`
	// Savepoint asks for a savepoint.
	Savepoint *SavepointSpec `json:"savepoint,omitempty"`
	// Checkpoint asks for a checkpoint.
	Checkpoint *CheckpointSpec `json:"checkpoint,omitempty"`
	// BackoffLimit is how often the operator tries again: 0 for never, -1 (as
	// when left out) without end.
	BackoffLimit *int32 `json:"backoffLimit,omitempty"`
}

// JobReference names the resource whose job a snapshot is taken of.
type JobReference struct {
	// Kind is FlinkDeployment or FlinkSessionJob.
	Kind JobKind `json:"kind,omitempty"`
	// Name is the name of the resource, in the same namespace.
	Name string `json:"name,omitempty"`
}

// JobKind is a kind that holds a job.
//
// +kubebuilder:validation:Enum=FlinkDeployment;FlinkSessionJob
type JobKind string

// The kinds that hold a job.
const (
	JobKindFlinkDeployment JobKind = KindFlinkDeployment
	JobKindFlinkSessionJob JobKind = KindFlinkSessionJob
)

// SavepointSpec is a wanted savepoint.
type SavepointSpec struct {
	// Path is the directory for the savepoint, or the savepoint itself when
	// alreadyExists is true. Left out, Flink's savepoint directory is used.
	Path string `json:"path,omitempty"`
	// FormatType is the format, CANONICAL when left out.
	FormatType SavepointFormat `json:"formatType,omitempty"`
	// DisposeOnDelete deletes the savepoint's files with the resource. It is
	// true when left out.
	DisposeOnDelete *bool `json:"disposeOnDelete,omitempty"`
	// AlreadyExists registers the savepoint at path instead of taking one.
	AlreadyExists *bool `json:"alreadyExists,omitempty"`
}

// CheckpointSpec is a wanted checkpoint. It has no settings.
type CheckpointSpec struct{}

// SavepointFormat is a binary format of savepoints.
//
// +kubebuilder:validation:Enum=CANONICAL;NATIVE;UNKNOWN
type SavepointFormat string

// The savepoint formats.
const (
	// SavepointCanonical can be restored by any state backend.
	SavepointCanonical SavepointFormat = "CANONICAL"
	// SavepointNative is faster and bound to the state backend.
	SavepointNative SavepointFormat = "NATIVE"
	// SavepointUnknown is written by the operator, never wanted.
	SavepointUnknown SavepointFormat = "UNKNOWN"
)

// FlinkStateSnapshotStatus is what the operator last observed of a snapshot.
type FlinkStateSnapshotStatus struct {
	// State is the state of the snapshot.
	State SnapshotState `json:"state,omitempty"`
	// TriggerID is Flink's id of the running operation.
	TriggerID string `json:"triggerId,omitempty"`
	// TriggerTimestamp is when the operation was started.
	TriggerTimestamp string `json:"triggerTimestamp,omitempty"`
	// ResultTimestamp is when the snapshot finished or last failed.
	ResultTimestamp string `json:"resultTimestamp,omitempty"`
	// Path is where the finished snapshot is.
	Path string `json:"path,omitempty"`
	// Error is the last error.
	Error string `json:"error,omitempty"`
	// Failures counts failed tries.
	Failures int32 `json:"failures,omitempty"`
}

// SnapshotState is the state of a snapshot.
//
// +kubebuilder:validation:Enum=ABANDONED;COMPLETED;FAILED;IN_PROGRESS;TRIGGER_PENDING
type SnapshotState string

// The states of a snapshot.
const (
	SnapshotAbandoned      SnapshotState = "ABANDONED"
	SnapshotCompleted      SnapshotState = "COMPLETED"
	SnapshotFailed         SnapshotState = "FAILED"
	SnapshotInProgress     SnapshotState = "IN_PROGRESS"
	SnapshotTriggerPending SnapshotState = "TRIGGER_PENDING"
)
