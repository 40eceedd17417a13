package v1beta1

// JobStatus is a Flink job as last observed.
type JobStatus struct {
	// JobName is the job's name in Flink.
	JobName string `json:"jobName,omitempty"`
	// JobID is the job's id in Flink.
	JobID string `json:"jobId,omitempty"`
	// State is the job's state in Flink.
	State FlinkJobState `json:"state,omitempty"`
	// StartTime is when the job started, in milliseconds since 1970.
	StartTime string `json:"startTime,omitempty"`
	// UpdateTime is when this status last changed, in milliseconds since 1970.
	UpdateTime string `json:"updateTime,omitempty"`
	// UpgradeSavepointPath is the savepoint that the next start restores from.
	UpgradeSavepointPath string `json:"upgradeSavepointPath,omitempty"`
	// SavepointInfo is the savepoints that the operator took. Deprecated
	// upstream: FlinkStateSnapshot objects take its place.
	SavepointInfo *SavepointInfo `json:"savepointInfo,omitempty"`
	// CheckpointInfo is the checkpoints that the operator took. Deprecated
	// upstream: FlinkStateSnapshot objects take its place.
	CheckpointInfo *CheckpointInfo `json:"checkpointInfo,omitempty"`
}

// FlinkJobState is a job's state in Flink.
//
// +kubebuilder:validation:Enum=CANCELED;CANCELLING;CREATED;FAILED;FAILING;FINISHED;INITIALIZING;RECONCILING;RESTARTING;RUNNING;SUSPENDED
type FlinkJobState string

// The states of a job in Flink.
const (
	FlinkJobCanceled     FlinkJobState = "CANCELED"
	FlinkJobCancelling   FlinkJobState = "CANCELLING"
	FlinkJobCreated      FlinkJobState = "CREATED"
	FlinkJobFailed       FlinkJobState = "FAILED"
	FlinkJobFailing      FlinkJobState = "FAILING"
	FlinkJobFinished     FlinkJobState = "FINISHED"
	FlinkJobInitializing FlinkJobState = "INITIALIZING"
	FlinkJobReconciling  FlinkJobState = "RECONCILING"
	FlinkJobRestarting   FlinkJobState = "RESTARTING"
	FlinkJobRunning      FlinkJobState = "RUNNING"
	FlinkJobSuspended    FlinkJobState = "SUSPENDED"
)

// SavepointInfo is the savepoints that the operator took of a job.
type SavepointInfo struct {
	// LastSavepoint is the newest finished savepoint.
	LastSavepoint *Savepoint `json:"lastSavepoint,omitempty"`
	// TriggerID is Flink's id of the running savepoint.
	TriggerID string `json:"triggerId,omitempty"`
	// TriggerTimestamp is when it was started, in milliseconds since 1970.
	TriggerTimestamp *int64 `json:"triggerTimestamp,omitempty"`
	// TriggerType is why it was started.
	TriggerType SnapshotTrigger `json:"triggerType,omitempty"`
	// FormatType is its format.
	FormatType SavepointFormat `json:"formatType,omitempty"`
	// SavepointHistory is the savepoints that the operator still keeps.
	SavepointHistory []Savepoint `json:"savepointHistory,omitempty"`
	// LastPeriodicSavepointTimestamp is when the operator last took one by its
	// timer, in milliseconds since 1970.
	LastPeriodicSavepointTimestamp int64 `json:"lastPeriodicSavepointTimestamp,omitempty"`
}

// Savepoint is a finished savepoint.
type Savepoint struct {
	// TimeStamp is when it was started, in milliseconds since 1970.
	TimeStamp int64 `json:"timeStamp,omitempty"`
	// Location is the path to restore from.
	Location string `json:"location,omitempty"`
	// TriggerType is why it was taken.
	TriggerType SnapshotTrigger `json:"triggerType,omitempty"`
	// FormatType is its format.
	FormatType SavepointFormat `json:"formatType,omitempty"`
	// TriggerNonce is the nonce that asked for it, when it was taken by hand.
	TriggerNonce *int64 `json:"triggerNonce,omitempty"`
}

// CheckpointInfo is the checkpoints that the operator took of a job.
type CheckpointInfo struct {
	// LastCheckpoint is the newest finished checkpoint.
	LastCheckpoint *Checkpoint `json:"lastCheckpoint,omitempty"`
	// TriggerID is Flink's id of the running checkpoint.
	TriggerID string `json:"triggerId,omitempty"`
	// TriggerTimestamp is when it was started, in milliseconds since 1970.
	TriggerTimestamp *int64 `json:"triggerTimestamp,omitempty"`
	// TriggerType is why it was started.
	TriggerType SnapshotTrigger `json:"triggerType,omitempty"`
	// FormatType says whether it is full or incremental.
	FormatType CheckpointFormat `json:"formatType,omitempty"`
	// LastPeriodicCheckpointTimestamp is when the operator last took one by its
	// timer, in milliseconds since 1970.
	LastPeriodicCheckpointTimestamp int64 `json:"lastPeriodicCheckpointTimestamp,omitempty"`
}

// Checkpoint is a finished checkpoint.
type Checkpoint struct {
	// TimeStamp is when it was started, in milliseconds since 1970.
	TimeStamp int64 `json:"timeStamp,omitempty"`
	// TriggerType is why it was taken.
	TriggerType SnapshotTrigger `json:"triggerType,omitempty"`
	// FormatType says whether it is full or incremental.
	FormatType CheckpointFormat `json:"formatType,omitempty"`
	// TriggerNonce is the nonce that asked for it, when it was taken by hand.
	TriggerNonce *int64 `json:"triggerNonce,omitempty"`
}

// CheckpointFormat says whether a checkpoint is full or incremental.
//
// +kubebuilder:validation:Enum=FULL;INCREMENTAL;UNKNOWN
type CheckpointFormat string

// The checkpoint formats.
const (
	CheckpointFull        CheckpointFormat = "FULL"
	CheckpointIncremental CheckpointFormat = "INCREMENTAL"
	CheckpointUnknown     CheckpointFormat = "UNKNOWN"
)

// SnapshotTrigger is why a snapshot was taken.
//
// +kubebuilder:validation:Enum=MANUAL;PERIODIC;UNKNOWN;UPGRADE
type SnapshotTrigger string

// The reasons for a snapshot.
const (
	TriggerManual   SnapshotTrigger = "MANUAL"
	TriggerPeriodic SnapshotTrigger = "PERIODIC"
	TriggerUnknown  SnapshotTrigger = "UNKNOWN"
	TriggerUpgrade  SnapshotTrigger = "UPGRADE"
)
