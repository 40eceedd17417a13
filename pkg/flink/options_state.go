package flink

// stateOptions are those of checkpoints, state backends and recovery. Sources:
// FLINK-29372 (1.17: keys that are a prefix of another key get a suffix);
// FLINK-34255 (1.20: execution.checkpointing.*, execution.state-recovery.* and
// state.latency-track.*) with CheckpointingOptions, StateRecoveryOptions and
// StateBackendOptions of 1.20; the list of removed options in the release
// notes of 2.0.
var stateOptions = []Definition{
	{Option: CheckpointInterval, Type: TypeDuration},
	{Option: CheckpointMode, Type: TypeEnum, Default: "EXACTLY_ONCE", Values: []string{"EXACTLY_ONCE", "AT_LEAST_ONCE"}},
	{Option: CheckpointMinimumPause, Type: TypeDuration, Default: "0 ms"},
	{Option: CheckpointTimeout, Type: TypeDuration, Default: "10 min"},
	{Option: CheckpointDirectory, Type: TypeString, Old: []OldKey{{Key: "state.checkpoints.dir", Before: V1_20}, {Key: "state.backend.fs.checkpointdir"}}},
	{Option: SavepointDirectory, Type: TypeString, Old: []OldKey{{Key: "state.savepoints.dir", Before: V1_20}, {Key: "savepoints.state.backend.fs.dir"}}},
	{Option: CheckpointsRetained, Type: TypeInteger, Default: "1", Old: []OldKey{{Key: "state.checkpoints.num-retained", Before: V1_20}}},
	{Option: CheckpointStorage, Type: TypeString, Old: []OldKey{{Key: "state.checkpoint-storage", Before: V1_20}}},
	{Option: IncrementalCheckpoints, Type: TypeBoolean, Default: "false", Old: []OldKey{{Key: "state.backend.incremental", Before: V1_20}}},
	{Option: UnalignedCheckpoints, Type: TypeBoolean, Default: "false", Old: []OldKey{{Key: "execution.checkpointing.unaligned", Before: V1_17}}},
	{Option: "execution.checkpointing.unaligned.forced", Type: TypeBoolean, Default: "false"},
	{Option: "execution.checkpointing.aligned-checkpoint-timeout", Type: TypeDuration, Default: "0 ms", Old: []OldKey{{Key: "execution.checkpointing.alignment-timeout", Before: V1_14}}},
	{Option: "execution.checkpointing.max-concurrent-checkpoints", Type: TypeInteger, Default: "1"},
	{Option: "execution.checkpointing.tolerable-failed-checkpoints", Type: TypeInteger, Default: "0"},
	{Option: "execution.checkpointing.externalized-checkpoint-retention", Type: TypeEnum, Default: "NO_EXTERNALIZED_CHECKPOINTS", Values: []string{"DELETE_ON_CANCELLATION", "RETAIN_ON_CANCELLATION", "NO_EXTERNALIZED_CHECKPOINTS"}},
	{Option: "execution.checkpointing.create-subdir", Type: TypeBoolean, Default: "true", Old: []OldKey{{Key: "state.checkpoints.create-subdir", Before: V1_20}}},
	{Option: "execution.checkpointing.cleaner.parallel-mode", Type: TypeBoolean, Default: "true", Old: []OldKey{{Key: "state.checkpoint.cleaner.parallel-mode", Before: V1_20}}},
	{Option: "execution.checkpointing.data-inline-threshold", Type: TypeMemorySize, Default: "20kb", Old: []OldKey{{Key: "state.storage.fs.memory-threshold", Before: V1_20}, {Key: "state.backend.fs.memory-threshold"}}},
	{Option: "execution.checkpointing.write-buffer-size", Type: TypeInteger, Default: "4096", Old: []OldKey{{Key: "state.storage.fs.write-buffer-size", Before: V1_20}, {Key: "state.backend.fs.write-buffer-size"}}},
	{Option: "execution.checkpointing.local-backup.dirs", Type: TypeString, Old: []OldKey{{Key: "taskmanager.state.local.root-dirs", Before: V1_20}}},
	{Option: "execution.checkpointing.local-backup.enabled", Type: TypeBoolean, Default: "false", Since: V1_20},
	{Option: "execution.checkpointing.file-merging.", Since: V1_20},

	{Option: "execution.state-recovery.path", Type: TypeString, Old: []OldKey{{Key: "execution.savepoint.path", Before: V1_20}}},
	{Option: "execution.state-recovery.claim-mode", Type: TypeEnum, Default: "NO_CLAIM", Values: []string{"CLAIM", "NO_CLAIM", "LEGACY"}, Since: V1_15, Old: []OldKey{{Key: "execution.savepoint-restore-mode", Before: V1_20}}},
	{Option: "execution.state-recovery.ignore-unclaimed-state", Type: TypeBoolean, Default: "false", Old: []OldKey{{Key: "execution.savepoint.ignore-unclaimed-state", Before: V1_20}}},
	{Option: "execution.state-recovery.without-channel-state.checkpoint-id", Type: TypeInteger, Default: "-1", Old: []OldKey{{Key: "execution.checkpointing.recover-without-channel-state.checkpoint-id", Before: V1_20}}},
	// Local backups follow it where they have no option of their own.
	{Option: "execution.state-recovery.from-local", Type: TypeBoolean, Default: "false", Old: []OldKey{{Key: "state.backend.local-recovery", Before: V1_20, Removed: V2_0}}},

	{Option: StateBackendType, Type: TypeString, Default: "hashmap", Old: []OldKey{{Key: "state.backend", Before: V1_17}}},
	{Option: "state.backend.rocksdb.localdir", Type: TypeString, Old: []OldKey{{Key: "state.backend.rocksdb.checkpointdir", Removed: V2_0}}},
	{Option: "state.backend.rocksdb.memory.managed", Type: TypeBoolean, Default: "true"},
	{Option: "state.latency-track.", Old: []OldKey{{Key: "state.backend.latency-track.", Before: V1_20, Removed: V2_0}}},
}
