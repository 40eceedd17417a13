package v1beta1

// JobSpec is the job of an application cluster or a session job.
type JobSpec struct {
	// JarURI is where the job's jar is: local:// for a path in the image, or a
	// URI that Flink can read. Left out, the job is on the class path.
	JarURI string `json:"jarURI,omitempty"`
	// EntryClass is the main class. Left out, the jar's manifest names it.
	EntryClass string `json:"entryClass,omitempty"`
	// Args are the arguments of the main class.
	Args []string `json:"args,omitempty"`
	// Parallelism is the default parallelism of the job.
	Parallelism int32 `json:"parallelism,omitempty"`
	// State is the wanted state of the job, running when left out.
	State JobState `json:"state,omitempty"`
	// UpgradeMode says what a new version of the job starts from, stateless
	// when left out.
	UpgradeMode UpgradeMode `json:"upgradeMode,omitempty"`
	// AllowNonRestoredState starts the job although some saved state has no
	// operator to go to.
	AllowNonRestoredState *bool `json:"allowNonRestoredState,omitempty"`
	// InitialSavepointPath is the savepoint that the first start, or a
	// redeployment by savepointRedeployNonce, restores from.
	InitialSavepointPath string `json:"initialSavepointPath,omitempty"`
	// SavepointTriggerNonce takes a savepoint when it changes to another number.
	// Deprecated upstream: a FlinkStateSnapshot does the same.
	SavepointTriggerNonce *int64 `json:"savepointTriggerNonce,omitempty"`
	// CheckpointTriggerNonce takes a checkpoint when it changes to another
	// number. Needs operator 1.7. Deprecated upstream: a FlinkStateSnapshot
	// does the same.
	CheckpointTriggerNonce *int64 `json:"checkpointTriggerNonce,omitempty"`
	// SavepointRedeployNonce redeploys the job from initialSavepointPath when it
	// changes to another number. It cannot be rolled back. Needs operator 1.8.
	SavepointRedeployNonce *int64 `json:"savepointRedeployNonce,omitempty"`
	// AutoscalerResetNonce forgets what the autoscaler has measured and decided
	// when it changes to another number.
	AutoscalerResetNonce *int64 `json:"autoscalerResetNonce,omitempty"`
}

// JobState is the wanted state of a job.
//
// +kubebuilder:validation:Enum=running;suspended
type JobState string

// The wanted states.
const (
	// JobStateRunning keeps the job running.
	JobStateRunning JobState = "running"
	// JobStateSuspended stops the job and keeps its state for later.
	JobStateSuspended JobState = "suspended"
)

// UpgradeMode says what a new version of a job starts from.
//
// +kubebuilder:validation:Enum=last-state;savepoint;stateless
type UpgradeMode string

// The upgrade modes.
const (
	// UpgradeModeLastState starts from the newest checkpoint or savepoint. It
	// needs high availability, or a cluster that can still be cancelled.
	UpgradeModeLastState UpgradeMode = "last-state"
	// UpgradeModeSavepoint stops the job with a savepoint and starts from it.
	UpgradeModeSavepoint UpgradeMode = "savepoint"
	// UpgradeModeStateless starts empty.
	UpgradeModeStateless UpgradeMode = "stateless"
)
