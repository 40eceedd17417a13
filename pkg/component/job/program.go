package job

import (
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// Program is what runs and what it starts from.
type Program struct {
	// JarURI is where the jar is, local:// for a path in the image or on a volume. Empty when the job is on the class path.
	JarURI string `json:"jarURI,omitempty"`
	// EntryClass is the main class. Empty when the jar's manifest names it.
	EntryClass string `json:"entryClass,omitempty"`
	// Args of the main class.
	Args []string `json:"args,omitempty"`
	// Parallelism of the job. The number of TaskManagers is this divided by their slots.
	Parallelism int32 `json:"parallelism"`
	// UpgradeMode says what a changed job starts from: savepoint, last-state (the newest checkpoint) or stateless (nothing).
	UpgradeMode string `json:"upgradeMode"`
	// State that is wanted: running or suspended.
	State string `json:"state,omitempty"`
	// AllowNonRestoredState starts the job although saved state has no operator to go to.
	AllowNonRestoredState bool `json:"allowNonRestoredState,omitempty"`
	// InitialSavepointPath is the savepoint that the first start restores from.
	InitialSavepointPath string `json:"initialSavepointPath,omitempty"`
	// SavepointTriggerNonce takes a savepoint whenever it changes to another number.
	SavepointTriggerNonce *int64 `json:"savepointTriggerNonce,omitempty"`
	// CheckpointTriggerNonce takes a checkpoint whenever it changes to another number (operator 1.7).
	CheckpointTriggerNonce *int64 `json:"checkpointTriggerNonce,omitempty"`
	// SavepointRedeployNonce starts the job again from initialSavepointPath whenever it changes (operator 1.8).
	SavepointRedeployNonce *int64 `json:"savepointRedeployNonce,omitempty"`
	// AutoscalerResetNonce forgets the autoscaler's decisions whenever it changes (operator 1.11).
	AutoscalerResetNonce *int64 `json:"autoscalerResetNonce,omitempty"`
}

func jobSpec(p Program) *v1beta1.JobSpec {
	return &v1beta1.JobSpec{
		JarURI:                 p.JarURI,
		EntryClass:             p.EntryClass,
		Args:                   p.Args,
		Parallelism:            p.Parallelism,
		State:                  v1beta1.JobState(p.State),
		UpgradeMode:            v1beta1.UpgradeMode(p.UpgradeMode),
		AllowNonRestoredState:  component.Optional(p.AllowNonRestoredState),
		InitialSavepointPath:   p.InitialSavepointPath,
		SavepointTriggerNonce:  p.SavepointTriggerNonce,
		CheckpointTriggerNonce: p.CheckpointTriggerNonce,
		SavepointRedeployNonce: p.SavepointRedeployNonce,
		AutoscalerResetNonce:   p.AutoscalerResetNonce,
	}
}
