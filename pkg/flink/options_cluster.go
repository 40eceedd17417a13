package flink

// clusterOptions are those of the cluster's processes, of high availability
// and of restarts. Sources: HighAvailabilityOptions, RestartStrategyOptions,
// CoreOptions, ExecutionOptions and TaskManagerOptions of Flink 1.20; FLINK-29372 (1.17),
// FLINK-33448 (1.19, load balance), FLINK-35359 (1.20, durations), the release
// notes of 1.18 (pekko) and 2.0.
var clusterOptions = []Definition{
	{Option: RuntimeMode, Type: TypeEnum, Default: "STREAMING", Values: []string{"STREAMING", "BATCH", "AUTOMATIC"}},
	{Option: "parallelism.default", Type: TypeInteger, Default: "1"},
	{Option: "pipeline.name", Type: TypeString},
	{Option: "pipeline.jars", Type: TypeList},
	{Option: "pipeline.max-parallelism", Type: TypeInteger, Default: "-1"},
	{Option: "pipeline.serialization-config", Type: TypeList, Since: V1_19},
	{Option: "classloader.resolve-order", Type: TypeEnum, Default: "child-first", Values: []string{"child-first", "parent-first"}},
	{Option: "env.java.opts.all", Type: TypeString, Old: []OldKey{{Key: "env.java.opts", Before: V1_17}}},
	{Option: "fs.default-scheme", Type: TypeString},
	{Option: "jobmanager.scheduler", Type: TypeEnum, Default: "Default", Values: []string{"Default", "Adaptive", "AdaptiveBatch"}},
	{Option: TaskSlots, Type: TypeInteger, Default: "1"},
	{Option: LoadBalanceMode, Type: TypeEnum, Default: "NONE", Old: []OldKey{{Key: evenlySpread, Before: V1_19, Removed: V2_0}}},
	{Option: ArtifactDirectory, Type: TypeString, Since: V1_19},
	{Option: "pekko.", Old: []OldKey{{Key: "akka.", Before: V1_18, Removed: V2_0}}},

	{Option: HighAvailabilityType, Type: TypeString, Default: "NONE", Old: []OldKey{{Key: "high-availability", Before: V1_17}, {Key: "recovery.mode"}}},
	{Option: HighAvailabilityStorage, Type: TypeString, Old: []OldKey{{Key: "high-availability.zookeeper.storageDir"}, {Key: "recovery.zookeeper.storageDir"}}},
	{Option: HighAvailabilityCluster, Type: TypeString, Default: "/default", Old: []OldKey{{Key: "high-availability.zookeeper.path.namespace"}, {Key: "recovery.zookeeper.path.namespace"}}},
	{Option: HighAvailabilityZookeeper, Type: TypeString, Old: []OldKey{{Key: "recovery.zookeeper.quorum"}}},
	{Option: HighAvailabilityZookeeperRoot, Type: TypeString, Default: "/flink", Old: []OldKey{{Key: "recovery.zookeeper.path.root"}}},
	{Option: "high-availability.zookeeper.client.session-timeout", Type: TypeDuration, Default: "1 min", NumberBefore: V1_20},
	{Option: "high-availability.zookeeper.client.connection-timeout", Type: TypeDuration, Default: "15 s", NumberBefore: V1_20},
	{Option: "high-availability.zookeeper.client.retry-wait", Type: TypeDuration, Default: "5 s", NumberBefore: V1_20},

	{Option: RestartStrategyType, Type: TypeString, Old: []OldKey{{Key: "restart-strategy", Before: V1_17}}},
	{Option: "restart-strategy.fixed-delay.attempts", Type: TypeInteger, Default: "1"},
	{Option: "restart-strategy.fixed-delay.delay", Type: TypeDuration, Default: "1 s"},
	{Option: "restart-strategy.failure-rate.delay", Type: TypeDuration, Default: "1 s"},
	{Option: "restart-strategy.failure-rate.failure-rate-interval", Type: TypeDuration, Default: "1 min"},
	{Option: "restart-strategy.failure-rate.max-failures-per-interval", Type: TypeInteger, Default: "1"},
	{Option: "restart-strategy.exponential-delay.initial-backoff", Type: TypeDuration, Default: "1 s"},
	{Option: "restart-strategy.exponential-delay.max-backoff", Type: TypeDuration, Default: "1 min"},

	{Option: "heartbeat.interval", Type: TypeDuration, Default: "10 s", NumberBefore: V1_20},
	{Option: "heartbeat.timeout", Type: TypeDuration, Default: "50 s", NumberBefore: V1_20},
	{Option: "slot.idle.timeout", Type: TypeDuration, Default: "50 s", NumberBefore: V1_20},
	{Option: "slot.request.timeout", Type: TypeDuration, Default: "5 min", NumberBefore: V1_20},
	{Option: "task.cancellation.interval", Type: TypeDuration, Default: "30 s", NumberBefore: V1_20},
	{Option: "task.cancellation.timeout", Type: TypeDuration, Default: "3 min", NumberBefore: V1_20},
	{Option: "resourcemanager.taskmanager-timeout", Type: TypeDuration, Default: "30 s", NumberBefore: V1_20, Old: []OldKey{{Key: "slotmanager.taskmanager-timeout", Removed: V2_0}}},

	{Option: "execution.batch.adaptive.auto-parallelism.avg-data-volume-per-task", Type: TypeMemorySize, Since: V1_15, Old: []OldKey{{Key: adaptiveBatch + "avg-data-volume-per-task", Before: V1_17, Removed: V2_0}}},
	{Option: "execution.batch.adaptive.auto-parallelism.default-source-parallelism", Type: TypeInteger, Since: V1_15, Old: []OldKey{{Key: adaptiveBatch + "default-source-parallelism", Before: V1_17, Removed: V2_0}}},
	{Option: "execution.batch.adaptive.auto-parallelism.max-parallelism", Type: TypeInteger, Since: V1_15, Old: []OldKey{{Key: adaptiveBatch + "max-parallelism", Before: V1_17, Removed: V2_0}}},
	{Option: "execution.batch.adaptive.auto-parallelism.min-parallelism", Type: TypeInteger, Since: V1_15, Old: []OldKey{{Key: adaptiveBatch + "min-parallelism", Before: V1_17, Removed: V2_0}}},
	{Option: "execution.batch.speculative.", Since: Version{1, 16}, Old: []OldKey{{Key: adaptiveBatch + "speculative.", Before: V1_17, Removed: V2_0}}},
	{Option: "security.delegation.tokens.enabled", Type: TypeBoolean, Default: "true", Old: []OldKey{{Key: "security.kerberos.fetch.delegation-token", Before: V1_17, Removed: V2_0}}},
	{Option: "security.delegation.tokens.renewal.", Old: []OldKey{{Key: "security.kerberos.tokens.renewal.", Before: V1_17, Removed: V2_0}}},
}

const (
	evenlySpread  = "cluster.evenly-spread-out-slots"
	adaptiveBatch = "jobmanager.adaptive-batch-scheduler."
)
