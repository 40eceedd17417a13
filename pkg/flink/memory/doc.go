// Package memory derives the memory of Flink's processes to the byte, as Flink
// does when it starts them: how the total splits into heap, managed memory,
// network buffers and what the JVM needs, and which flags the JVM gets.
//
// It knows nothing of Kubernetes: what a container may use is a size in the
// configuration (TaskManagerProcessSize, JobManagerProcessSize). It does not
// say whether a job is well served by what it gets, beyond a few warnings.
//
// Source: ProcessMemoryUtils, TaskExecutorFlinkMemoryUtils,
// JobManagerFlinkMemoryUtils, TaskExecutorProcessUtils and MemorySize of
// Apache Flink, in all versions since 1.10 (TaskManager) and 1.11 (JobManager).
package memory
