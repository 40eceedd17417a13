package v1

import (
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/runtime"
)

// DeepCopyObject gives a PodMonitor that shares nothing with this one.
func (m *PodMonitor) DeepCopyObject() runtime.Object { return m.DeepCopy() }

// DeepCopy gives a PodMonitor that shares nothing with this one.
func (m *PodMonitor) DeepCopy() *PodMonitor {
	if m == nil {
		return nil
	}
	out := *m
	out.ObjectMeta = *m.ObjectMeta.DeepCopy()
	out.Spec.PodTargetLabels = slices.Clone(m.Spec.PodTargetLabels)
	out.Spec.PodMetricsEndpoints = slices.Clone(m.Spec.PodMetricsEndpoints)
	out.Spec.Selector = *m.Spec.Selector.DeepCopy()
	out.Spec.NamespaceSelector.MatchNames = slices.Clone(m.Spec.NamespaceSelector.MatchNames)
	return &out
}

// DeepCopyObject gives a PrometheusRule that shares nothing with this one.
func (r *PrometheusRule) DeepCopyObject() runtime.Object { return r.DeepCopy() }

// DeepCopy gives a PrometheusRule that shares nothing with this one.
func (r *PrometheusRule) DeepCopy() *PrometheusRule {
	if r == nil {
		return nil
	}
	out := *r
	out.ObjectMeta = *r.ObjectMeta.DeepCopy()
	out.Spec.Groups = slices.Clone(r.Spec.Groups)
	for i := range out.Spec.Groups {
		rules := slices.Clone(out.Spec.Groups[i].Rules)
		for j := range rules {
			rules[j].Labels = maps.Clone(rules[j].Labels)
			rules[j].Annotations = maps.Clone(rules[j].Annotations)
		}
		out.Spec.Groups[i].Rules = rules
	}
	return &out
}
