package component

import "maps"

// The labels that Kubernetes recommends
// (https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/).
const (
	LabelName      = "app.kubernetes.io/name"
	LabelInstance  = "app.kubernetes.io/instance"
	LabelComponent = "app.kubernetes.io/component"
	LabelManagedBy = "app.kubernetes.io/managed-by"
)

// LabelMayBeIdle is "true" on the pods of a Flink cluster that is in order
// without a running job. Series of Prometheus carry it.
const LabelMayBeIdle = "flinkgen.dev/may-be-idle"

// ManagedBy is the value of LabelManagedBy on every object.
const ManagedBy = "flinkgen"

// Selector gives the labels that select the pods of a workload: they never
// change during the life of the workload.
func Selector(name, instance string) map[string]string {
	return map[string]string{LabelName: name, LabelInstance: instance}
}

// Labels gives the labels of an object: who manages it, the extra labels, of
// which later ones win, and the selector of its part, which wins over all: a
// pod without it would belong to nobody.
func Labels(selector map[string]string, extra ...map[string]string) map[string]string {
	merged := map[string]string{LabelManagedBy: ManagedBy}
	for _, labels := range extra {
		maps.Copy(merged, labels)
	}
	maps.Copy(merged, selector)
	return merged
}

// Merge gives one map out of many, of which later ones win; nil where all are empty.
func Merge(all ...map[string]string) map[string]string {
	var merged map[string]string
	for _, one := range all {
		if merged == nil {
			merged = maps.Clone(one)
			continue
		}
		maps.Copy(merged, one)
	}
	return merged
}
