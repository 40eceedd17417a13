package flink

import (
	"slices"
	"strings"
)

// operatorRename is a key of the operator's own options that a release
// replaced; a dot at the end stands for all keys that start so.
type operatorRename struct {
	since, old, current string
}

// operatorRenames are in the order of the releases. Every release after the
// change still reads the old key, except for those of 0.1.0. Source:
// KubernetesOperatorConfigOptions and AutoScalerOptions at the tags of the
// releases.
var operatorRenames = []operatorRename{
	{"1.0.0", "operator.", "kubernetes.operator."},
	{"1.1.0", "kubernetes.operator.reconciler.reschedule.interval", "kubernetes.operator.reconcile.interval"},
	{"1.1.0", "kubernetes.operator.reconciler.max.parallelism", "kubernetes.operator.reconcile.parallelism"},
	{"1.1.0", "kubernetes.operator.observer.savepoint.trigger.grace-period", "kubernetes.operator.savepoint.trigger.grace-period"},
	{"1.1.0", "kubernetes.operator.observer.flink.client.timeout", "kubernetes.operator.flink.client.timeout"},
	{"1.1.0", "kubernetes.operator.reconciler.flink.cancel.job.timeout", "kubernetes.operator.flink.client.cancel.timeout"},
	{"1.1.0", "kubernetes.operator.reconciler.flink.cluster.shutdown.timeout", "kubernetes.operator.resource.cleanup.timeout"},
	{"1.1.0", "kubernetes.operator.reconciler.jm-deployment-recovery.enabled", "kubernetes.operator.jm-deployment-recovery.enabled"},
	{"1.7.0", "kubernetes.operator.job.autoscaler.", "job.autoscaler."},
	{"1.10.0", "job.autoscaler.scale-up.grace-period", "job.autoscaler.scale-down.interval"},
	{"1.11.0", "job.autoscaler.target.utilization", "job.autoscaler.utilization.target"},
}

// Key is the key that the release has for an option of the operator, written
// under any key that the option has had. Other keys stay as they are.
func (o OperatorRelease) Key(key string) string {
	for _, rename := range operatorRenames {
		if !o.AtLeast(rename.since) {
			break
		}
		if rest, isPrefix := strings.CutPrefix(key, rename.old); isPrefix && strings.HasSuffix(rename.old, ".") {
			key = rename.current + rest
		}
		if key == rename.old {
			key = rename.current
		}
	}
	return key
}

// AtLeast says whether the release is that version or came after it.
func (o OperatorRelease) AtLeast(version string) bool {
	index := func(version string) int {
		return slices.IndexFunc(operatorHistory, func(r operatorRelease) bool { return r.version == version })
	}
	return index(o.Version) >= index(version)
}
