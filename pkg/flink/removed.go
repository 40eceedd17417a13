package flink

import "strings"

// removedOption is a key, or with a trailing dot a prefix of keys, that Flink
// refuses or ignores from a version on.
type removedOption struct {
	key, instead string
	since        Version
}

// removed: sources are the release notes of Flink 2.0 ("removed configuration
// options"), of 1.18 (pekko) and FLINK-24235 for the reporters.
var removed = []removedOption{
	{"jobmanager.heap.size", "jobmanager.memory.process.size", V2_0},
	{"jobmanager.heap.mb", "jobmanager.memory.process.size", V2_0},
	{"taskmanager.heap.size", "taskmanager.memory.process.size", V2_0},
	{"taskmanager.heap.mb", "taskmanager.memory.process.size", V2_0},
	{"taskmanager.network.memory.min", "taskmanager.memory.network.min", V2_0},
	{"taskmanager.network.memory.max", "taskmanager.memory.network.max", V2_0},
	{"taskmanager.network.memory.fraction", "taskmanager.memory.network.fraction", V2_0},
	{"taskmanager.network.numberOfBuffers", "taskmanager.memory.network.fraction", V2_0},
	{"state.backend.local-recovery", "execution.state-recovery.from-local", V2_0},
	{"web.port", "rest.port", V2_0},
	{"web.address", "rest.address", V2_0},
	{"security.ssl.enabled", "security.ssl.internal.enabled and security.ssl.rest.enabled", V2_0},
	{"cluster.evenly-spread-out-slots", "taskmanager.load-balance.mode", V2_0},
	{"akka.", "pekko.", V2_0},
}

// Removed says whether a version of Flink no longer reads a key, and what to
// write instead.
func Removed(key string, version Version) (instead string, gone bool) {
	for _, r := range removed {
		if !version.AtLeast(r.since) {
			continue
		}
		if rest, isPrefix := strings.CutPrefix(key, r.key); isPrefix && strings.HasSuffix(r.key, ".") {
			return r.instead + rest, true
		}
		if key == r.key {
			return r.instead, true
		}
	}
	reporter, isReporter := strings.CutPrefix(key, "metrics.reporter.")
	if name, isClass := strings.CutSuffix(reporter, ".class"); isReporter && isClass && version.AtLeast(V1_17) && !strings.HasSuffix(name, ".factory") {
		return "metrics.reporter." + name + ".factory.class", true
	}
	return "", false
}
