package flink

// memoryOptions are the sizes of the processes. Sources: TaskManagerOptions and
// JobManagerOptions of Flink 1.20; FLINK-30469 (1.17: no limit of the network
// memory); the list of removed options in the release notes of 2.0.
var memoryOptions = []Definition{
	{Option: "taskmanager.memory.process.size", Type: TypeMemorySize, Old: []OldKey{{Key: "taskmanager.heap.size", Removed: V2_0}, {Key: "taskmanager.heap.mb", Removed: V2_0}}},
	{Option: "taskmanager.memory.flink.size", Type: TypeMemorySize},
	{Option: "taskmanager.memory.framework.heap.size", Type: TypeMemorySize, Default: "128 mb"},
	{Option: "taskmanager.memory.framework.off-heap.size", Type: TypeMemorySize, Default: "128 mb"},
	{Option: "taskmanager.memory.framework.off-heap.batch-shuffle.size", Type: TypeMemorySize, Default: "64 mb"},
	{Option: "taskmanager.memory.task.heap.size", Type: TypeMemorySize},
	{Option: "taskmanager.memory.task.off-heap.size", Type: TypeMemorySize, Default: "0 bytes"},
	{Option: "taskmanager.memory.managed.size", Type: TypeMemorySize, Old: []OldKey{{Key: "taskmanager.memory.size", Removed: V2_0}}},
	{Option: "taskmanager.memory.managed.fraction", Type: TypeFloat, Default: "0.4"},
	{Option: "taskmanager.memory.network.min", Type: TypeMemorySize, Default: "64 mb", Old: []OldKey{{Key: "taskmanager.network.memory.min", Removed: V2_0}}},
	{Option: NetworkMaximum, Type: TypeMemorySize, Default: "infinite", Old: []OldKey{{Key: "taskmanager.network.memory.max", Removed: V2_0}}},
	{Option: "taskmanager.memory.network.fraction", Type: TypeFloat, Default: "0.1", Old: []OldKey{{Key: "taskmanager.network.memory.fraction", Removed: V2_0}}},
	{Option: "taskmanager.network.numberOfBuffers", Type: TypeInteger, Removed: V2_0, Instead: "taskmanager.memory.network.fraction"},
	{Option: "taskmanager.memory.segment-size", Type: TypeMemorySize, Default: "32 kb"},
	{Option: "taskmanager.memory.jvm-metaspace.size", Type: TypeMemorySize, Default: "256 mb"},
	{Option: "taskmanager.memory.jvm-overhead.min", Type: TypeMemorySize, Default: "192 mb"},
	{Option: "taskmanager.memory.jvm-overhead.max", Type: TypeMemorySize, Default: "1 gb"},
	{Option: "taskmanager.memory.jvm-overhead.fraction", Type: TypeFloat, Default: "0.1"},
	{Option: "taskmanager.cpu.cores", Type: TypeFloat},

	{Option: "jobmanager.memory.process.size", Type: TypeMemorySize, Old: []OldKey{{Key: "jobmanager.heap.size", Removed: V2_0}, {Key: "jobmanager.heap.mb", Removed: V2_0}}},
	{Option: "jobmanager.memory.flink.size", Type: TypeMemorySize},
	{Option: "jobmanager.memory.heap.size", Type: TypeMemorySize},
	{Option: "jobmanager.memory.off-heap.size", Type: TypeMemorySize, Default: "128 mb"},
	{Option: "jobmanager.memory.enable-jvm-direct-memory-limit", Type: TypeBoolean, Default: "false"},
	{Option: "jobmanager.memory.jvm-metaspace.size", Type: TypeMemorySize, Default: "256 mb"},
	{Option: "jobmanager.memory.jvm-overhead.min", Type: TypeMemorySize, Default: "192 mb"},
	{Option: "jobmanager.memory.jvm-overhead.max", Type: TypeMemorySize, Default: "1 gb"},
	{Option: "jobmanager.memory.jvm-overhead.fraction", Type: TypeFloat, Default: "0.1"},
}

// NetworkMaximum is the option whose default Flink 1.17 changed.
const NetworkMaximum Option = "taskmanager.memory.network.max"
