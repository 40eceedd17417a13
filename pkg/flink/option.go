package flink

import "slices"

// Option is an option of Flink, named by its newest key. With a dot at the end
// it stands for all options whose keys start with it.
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
	UnalignedCheckpoints          Option = "execution.checkpointing.unaligned.enabled"
	HighAvailabilityStorage       Option = "high-availability.storageDir"
	HighAvailabilityZookeeper     Option = "high-availability.zookeeper.quorum"
	HighAvailabilityZookeeperRoot Option = "high-availability.zookeeper.path.root"
	LoadBalanceMode               Option = "taskmanager.load-balance.mode"
	ContainerImage                Option = "kubernetes.container.image.ref"
	JobManagerCPU                 Option = "kubernetes.jobmanager.cpu.amount"
	TaskManagerCPU                Option = "kubernetes.taskmanager.cpu.amount"
	PodTemplateFile               Option = "kubernetes.pod-template-file.default"
)

// The options that have one name in every version.
const (
	CheckpointInterval      Option = "execution.checkpointing.interval"
	CheckpointMode          Option = "execution.checkpointing.mode"
	CheckpointMinimumPause  Option = "execution.checkpointing.min-pause"
	CheckpointTimeout       Option = "execution.checkpointing.timeout"
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
	ImagePullPolicy         Option = "kubernetes.container.image.pull-policy"
	ServiceAccount          Option = "kubernetes.service-account"
	JobManagerPodTemplate   Option = "kubernetes.pod-template-file.jobmanager"
	TaskManagerPodTemplate  Option = "kubernetes.pod-template-file.taskmanager"
	JobManagerReplicas      Option = "kubernetes.jobmanager.replicas"
	RestServiceType         Option = "kubernetes.rest-service.exposed.type"
	JobManagerAddress       Option = "jobmanager.rpc.address"
	JobManagerPort          Option = "jobmanager.rpc.port"
	JobManagerPortZookeeper Option = "high-availability.jobmanager.port"
	TaskManagerPort         Option = "taskmanager.rpc.port"
	BlobServerPort          Option = "blob.server.port"
	RESTPort                Option = "rest.port"
	JobManagerMemory        Option = "jobmanager.memory.process.size"
	TaskManagerMemory       Option = "taskmanager.memory.process.size"
	RuntimeMode             Option = "execution.runtime-mode"
	DefaultParallelism      Option = "parallelism.default"
)

// Key is the key of the option in a version of Flink.
func (o Option) Key(version Version) string {
	definition, _ := o.Definition()
	return definition.keyIn(version)
}

// Keys lists every key that the option has had, the newest first.
func (o Option) Keys() []string {
	definition, _ := o.Definition()
	return definition.keys()
}

// Lookup gives the value of the option in a configuration and the key that it
// is written under; the newest key wins, as in Flink.
func (o Option) Lookup(configuration map[string]string) (value, key string, found bool) {
	keys := o.Keys()
	i := slices.IndexFunc(keys, func(key string) bool {
		_, found := configuration[key]
		return found
	})
	if i < 0 {
		return "", "", false
	}
	return configuration[keys[i]], keys[i], true
}

// Value is the value of the option in a configuration, or "".
func (o Option) Value(configuration map[string]string) string {
	value, _, _ := o.Lookup(configuration)
	return value
}
