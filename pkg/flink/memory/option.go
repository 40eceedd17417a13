package memory

import (
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// What the resources of a container become.
const (
	TaskManagerCores       flink.Option = "kubernetes.taskmanager.cpu.amount"
	TaskManagerProcessSize flink.Option = "taskmanager.memory.process.size"
	JobManagerProcessSize  flink.Option = "jobmanager.memory.process.size"
)

const (
	taskManagerFlinkSize flink.Option = "taskmanager.memory.flink.size"
	frameworkHeapSize    flink.Option = "taskmanager.memory.framework.heap.size"
	frameworkOffHeapSize flink.Option = "taskmanager.memory.framework.off-heap.size"
	batchShuffleSize     flink.Option = "taskmanager.memory.framework.off-heap.batch-shuffle.size"
	taskHeapSize         flink.Option = "taskmanager.memory.task.heap.size"
	taskOffHeapSize      flink.Option = "taskmanager.memory.task.off-heap.size"
	managedSize          flink.Option = "taskmanager.memory.managed.size"
	managedFraction      flink.Option = "taskmanager.memory.managed.fraction"
	networkMin           flink.Option = "taskmanager.memory.network.min"
	networkMax           flink.Option = "taskmanager.memory.network.max"
	networkFraction      flink.Option = "taskmanager.memory.network.fraction"
	networkBuffers       flink.Option = "taskmanager.network.numberOfBuffers"
	segmentSize          flink.Option = "taskmanager.memory.segment-size"
	taskManagerCores     flink.Option = "taskmanager.cpu.cores"

	jobManagerFlinkSize flink.Option = "jobmanager.memory.flink.size"
	jobManagerHeapSize  flink.Option = "jobmanager.memory.heap.size"
	jobManagerOffHeap   flink.Option = "jobmanager.memory.off-heap.size"
	limitDirectMemory   flink.Option = "jobmanager.memory.enable-jvm-direct-memory-limit"
)

// processOptions are the options that both processes have under their own prefix.
type processOptions struct {
	process, flink, metaspace                  flink.Option
	overheadMin, overheadMax, overheadFraction flink.Option
	// parts names the sizes that make up a process without any total.
	parts string
}

var taskManagerOptions = processOptions{
	process:          TaskManagerProcessSize,
	flink:            taskManagerFlinkSize,
	metaspace:        "taskmanager.memory.jvm-metaspace.size",
	overheadMin:      "taskmanager.memory.jvm-overhead.min",
	overheadMax:      "taskmanager.memory.jvm-overhead.max",
	overheadFraction: "taskmanager.memory.jvm-overhead.fraction",
	parts:            "taskmanager.memory.task.heap.size together with taskmanager.memory.managed.size",
}

var jobManagerOptions = processOptions{
	process:          JobManagerProcessSize,
	flink:            jobManagerFlinkSize,
	metaspace:        "jobmanager.memory.jvm-metaspace.size",
	overheadMin:      "jobmanager.memory.jvm-overhead.min",
	overheadMax:      "jobmanager.memory.jvm-overhead.max",
	overheadFraction: "jobmanager.memory.jvm-overhead.fraction",
	parts:            "jobmanager.memory.heap.size",
}

// legacyKeys lists the older keys of an option, the newest first. The heap
// sizes of old are the size of the whole container on Kubernetes. The number of
// buffers is such a key by itself: nothing has taken its place.
func legacyKeys(option flink.Option) []flink.OldKey {
	definition, _ := option.Definition()
	if definition.Removed != (flink.Version{}) {
		return []flink.OldKey{{Key: string(option), Removed: definition.Removed}}
	}
	return definition.Old
}

// inMebibytes says whether the value of an old key is a whole number of MiB.
func inMebibytes(key string) bool { return strings.HasSuffix(key, ".heap.mb") }

// successor is the option to write instead of an old key of option.
func successor(option flink.Option) flink.Option {
	if option == networkBuffers {
		return networkFraction
	}
	return option
}
