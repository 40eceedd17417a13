package flink

import "strings"

// removedIn2 are the options that Flink 2.0 does not read any more and that no
// other key takes over; a dot at the end stands for all keys that start so.
// Behind a colon is what has a similar effect. Source: "List of removed
// configuration options" in the release notes of Flink 2.0; the ones of SQL
// connectors are left out.
const removedIn2 = `
execution.async-state.buffer-size
execution.async-state.buffer-timeout
execution.async-state.in-flight-records-limit
fine-grained.shuffle-mode.all-blocking
high-availability.job.delay
high-availability.zookeeper.path.jobgraphs
high-availability.zookeeper.path.running-registry
jobmanager.web.backpressure.
local.number-resourcemanager
pipeline.auto-type-registration
pipeline.default-kryo-serializers: pipeline.serialization-config
pipeline.registered-kryo-types: pipeline.serialization-config
pipeline.registered-pojo-types: pipeline.serialization-config
recovery.job.delay
resourcemanager.taskmanager-release.wait.result.consumed
security.ssl.enabled: security.ssl.internal.enabled and security.ssl.rest.enabled
state.backend.async
state.backend.forst.remote-dir
table.exec.deduplicate.insert-and-updateafter-sensitive.enabled
table.exec.deduplicate.mini-batch.compact-changes.enabled
table.exec.legacy-transformation-uids
table.exec.shuffle-mode: execution.batch-shuffle-mode
table.exec.topn-cache-size: table.exec.rank.topn-cache-size
table.optimizer.source.aggregate-pushdown-enabled
table.optimizer.source.predicate-pushdown-enabled
table.optimizer.sql-to-rel.project.merge.enabled
taskmanager.exit-on-fatal-akka-error
taskmanager.initial-registration-pause: cluster.registration.initial-timeout
taskmanager.max-registration-pause: cluster.registration.max-timeout
taskmanager.refused-registration-pause: cluster.registration.refused-registration-delay
taskmanager.registration.initial-backoff: cluster.registration.initial-timeout
taskmanager.registration.max-backoff: cluster.registration.max-timeout
taskmanager.registration.refused-backoff: cluster.registration.refused-registration-delay
taskmanager.net.client.numThreads
taskmanager.net.num-arenas
taskmanager.net.sendReceiveBufferSize
taskmanager.net.server.backlog
taskmanager.net.server.numThreads
taskmanager.net.transport
taskmanager.network.batch-shuffle.compression.enabled: taskmanager.network.compression.codec
taskmanager.network.blocking-shuffle.compression.enabled: taskmanager.network.compression.codec
taskmanager.network.blocking-shuffle.type
taskmanager.network.hybrid-shuffle.enable-new-mode
taskmanager.network.hybrid-shuffle.num-retained-in-memory-regions-max
taskmanager.network.hybrid-shuffle.spill-index-region-group-size
taskmanager.network.hybrid-shuffle.spill-index-segment-size
taskmanager.network.max-num-tcp-connections
taskmanager.network.memory.buffers-per-channel
taskmanager.network.memory.exclusive-buffers-request-timeout-ms
taskmanager.network.memory.floating-buffers-per-gate
taskmanager.network.memory.max-buffers-per-channel
taskmanager.network.memory.max-overdraft-buffers-per-gate
taskmanager.network.netty.client.numThreads
taskmanager.network.netty.num-arenas
taskmanager.network.netty.sendReceiveBufferSize
taskmanager.network.netty.server.backlog
taskmanager.network.netty.server.numThreads
taskmanager.network.netty.transport
taskmanager.network.sort-shuffle.min-parallelism
web.backpressure.
`

func removedOptions() []Definition {
	var removed []Definition
	for line := range strings.FieldsFuncSeq(removedIn2, func(r rune) bool { return r == '\n' }) {
		key, instead, _ := strings.Cut(line, ": ")
		removed = append(removed, Definition{Option: Option(key), Removed: V2_0, Instead: instead})
	}
	return removed
}
