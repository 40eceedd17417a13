package flink

import "slices"

// Option is an option of Flink, named by its newest key.
type Option string

// The options that have had more than one name.
const (
	HighAvailabilityType          Option = "high-availability.type"
	StateBackendType              Option = "state.backend.type"
	RestartStrategyType           Option = "restart-strategy.type"
	CheckpointDirectory           Option = "execution.checkpointing.dir"
	SavepointDirectory            Option = "execution.checkpointing.savepoint-dir"
	CheckpointsRetained           Option = "execution.checkpointing.num-retained"
	CheckpointStorage             Option = "execution.checkpointing.storage"
	IncrementalCheckpoints        Option = "execution.checkpointing.incremental"
	HighAvailabilityStorage       Option = "high-availability.storageDir"
	HighAvailabilityZookeeper     Option = "high-availability.zookeeper.quorum"
	HighAvailabilityZookeeperRoot Option = "high-availability.zookeeper.path.root"
)

// The options that have one name in every version.
const (
	CheckpointInterval      Option = "execution.checkpointing.interval"
	CheckpointMode          Option = "execution.checkpointing.mode"
	CheckpointMinimumPause  Option = "execution.checkpointing.min-pause"
	CheckpointTimeout       Option = "execution.checkpointing.timeout"
	UnalignedCheckpoints    Option = "execution.checkpointing.unaligned"
	ArchiveDirectory        Option = "jobmanager.archive.fs.dir"
	TaskSlots               Option = "taskmanager.numberOfTaskSlots"
	ArtifactDirectory       Option = "user.artifacts.base-dir"
	PodTemplateMergeByName  Option = "kubernetes.operator.pod-template.merge-arrays-by-name"
	PeriodicSavepoint       Option = "kubernetes.operator.periodic.savepoint.interval"
	LastStateMaximumAge     Option = "kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age"
	RollbackEnabled         Option = "kubernetes.operator.deployment.rollback.enabled"
	HealthCheckEnabled      Option = "kubernetes.operator.cluster.health-check.enabled"
	DeploymentRecovery      Option = "kubernetes.operator.jm-deployment-recovery.enabled"
	HighAvailabilityCluster Option = "high-availability.cluster-id"
	KubernetesNamespace     Option = "kubernetes.namespace"
	KubernetesCluster       Option = "kubernetes.cluster-id"
	JobManagerAddress       Option = "jobmanager.rpc.address"
	JobManagerPort          Option = "jobmanager.rpc.port"
	JobManagerPortZookeeper Option = "high-availability.jobmanager.port"
	TaskManagerPort         Option = "taskmanager.rpc.port"
	BlobServerPort          Option = "blob.server.port"
	RESTPort                Option = "rest.port"
	JobManagerMemory        Option = "jobmanager.memory.process.size"
	TaskManagerMemory       Option = "taskmanager.memory.process.size"
	DefaultParallelism      Option = "parallelism.default"
)

// oldName is a key that an option had before a version.
type oldName struct {
	key    string
	before Version
}

// oldNames lists the older keys of an option, the newest of them first. Flink
// reads all of them in every version after the change. Sources: FLINK-29372
// (Flink 1.17, keys that are a prefix of another key get a suffix); FLINK-34255
// (Flink 1.20, checkpoint keys move below execution.checkpointing) and
// CheckpointingOptions, HighAvailabilityOptions of Flink 1.20.
var oldNames = map[Option][]oldName{
	HighAvailabilityType:          {{"high-availability", V1_17}, {"recovery.mode", Version{}}},
	StateBackendType:              {{"state.backend", V1_17}},
	RestartStrategyType:           {{"restart-strategy", V1_17}},
	CheckpointDirectory:           {{"state.checkpoints.dir", V1_20}, {"state.backend.fs.checkpointdir", Version{}}},
	SavepointDirectory:            {{"state.savepoints.dir", V1_20}, {"savepoints.state.backend.fs.dir", Version{}}},
	CheckpointsRetained:           {{"state.checkpoints.num-retained", V1_20}},
	CheckpointStorage:             {{"state.checkpoint-storage", V1_20}},
	IncrementalCheckpoints:        {{"state.backend.incremental", V1_20}},
	HighAvailabilityStorage:       {{"high-availability.zookeeper.storageDir", Version{}}, {"recovery.zookeeper.storageDir", Version{}}},
	HighAvailabilityZookeeper:     {{"recovery.zookeeper.quorum", Version{}}},
	HighAvailabilityZookeeperRoot: {{"recovery.zookeeper.path.root", Version{}}},
}

// Key is the key of the option in a version of Flink.
func (o Option) Key(version Version) string {
	key := string(o)
	for _, old := range oldNames[o] {
		if version.Compare(old.before) < 0 {
			key = old.key
		}
	}
	return key
}

// Keys lists every key that Flink reads for the option, the newest first.
func (o Option) Keys() []string {
	keys := []string{string(o)}
	for _, old := range oldNames[o] {
		keys = append(keys, old.key)
	}
	return keys
}

// Lookup gives the value of the option in a configuration and the key that it
// is written under; the newest key wins, as in Flink.
func (o Option) Lookup(configuration map[string]string) (value, key string, found bool) {
	i := slices.IndexFunc(o.Keys(), func(key string) bool {
		_, found := configuration[key]
		return found
	})
	if i < 0 {
		return "", "", false
	}
	key = o.Keys()[i]
	return configuration[key], key, true
}

// Value is the value of the option in a configuration, or "".
func (o Option) Value(configuration map[string]string) string {
	value, _, _ := o.Lookup(configuration)
	return value
}
