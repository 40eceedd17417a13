package upstream

import (
	"reflect"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// relabelled gives an affinity in which the terms for the pods of our part, which
// its defaults have, are for those of the chart.
func relabelled(affinity, ours *corev1.Affinity, labels map[string]string) *corev1.Affinity {
	affinity = affinity.DeepCopy()
	if affinity == nil {
		return nil
	}
	known := terms(ours)
	for _, term := range terms(affinity) {
		for _, one := range known {
			if reflect.DeepEqual(term.LabelSelector, one.LabelSelector) {
				term.LabelSelector = &metav1.LabelSelector{MatchLabels: labels}
				break
			}
		}
	}
	return affinity
}

// terms are all those that are about pods.
func terms(affinity *corev1.Affinity) []*corev1.PodAffinityTerm {
	var all []*corev1.PodAffinityTerm
	add := func(required []corev1.PodAffinityTerm, preferred []corev1.WeightedPodAffinityTerm) {
		for i := range required {
			all = append(all, &required[i])
		}
		for i := range preferred {
			all = append(all, &preferred[i].PodAffinityTerm)
		}
	}
	if near := affinity.PodAffinity; near != nil {
		add(near.RequiredDuringSchedulingIgnoredDuringExecution, near.PreferredDuringSchedulingIgnoredDuringExecution)
	}
	if far := affinity.PodAntiAffinity; far != nil {
		add(far.RequiredDuringSchedulingIgnoredDuringExecution, far.PreferredDuringSchedulingIgnoredDuringExecution)
	}
	return all
}
