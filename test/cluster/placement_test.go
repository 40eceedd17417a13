package cluster_test

import (
	"slices"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
)

// testPlacement looks where the scheduler and the volume controller have put
// things.
func testPlacement(t *testing.T, w *world, s scenario) { //nolint:thelper // the body of a subtest
	ctx := t.Context()
	volumes := map[string]*corev1.PersistentVolume{}
	all, err := w.client.CoreV1().PersistentVolumes().List(ctx, metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, volume := range all.Items {
		volumes[volume.Name] = &volume
	}
	for _, rendered := range objects[*corev1.PersistentVolume](s) {
		if phase := volumes[rendered.Name].Status.Phase; phase != corev1.VolumeBound {
			t.Errorf("volume %s is %s: nobody claims it", rendered.Name, phase)
		}
	}
	claims, err := w.client.CoreV1().PersistentVolumeClaims(metav1.NamespaceAll).List(ctx, metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, claim := range claims.Items {
		volume := volumes[claim.Spec.VolumeName]
		if ref := volume.Spec.ClaimRef; ref.Namespace != claim.Namespace || ref.Name != claim.Name {
			t.Errorf("claim %s/%s has volume %s, which is that of %s/%s", claim.Namespace, claim.Name, volume.Name, ref.Namespace, ref.Name)
		}
		if volume.Spec.StorageClassName != *claim.Spec.StorageClassName {
			t.Errorf("claim %s/%s of class %s has volume %s of class %s", claim.Namespace, claim.Name, *claim.Spec.StorageClassName, volume.Name, volume.Spec.StorageClassName)
		}
	}
	pods, err := w.client.CoreV1().Pods(metav1.NamespaceAll).List(ctx, metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range objects[*appsv1.StatefulSet](s) {
		w.statefulSet(t, s, set, pods.Items, volumes)
	}
	for _, set := range objects[*appsv1.DaemonSet](s) {
		on := map[string]bool{}
		for _, pod := range pods.Items {
			if owned(pod, "DaemonSet", set.Namespace, set.Name) {
				on[pod.Spec.NodeName] = true
			}
		}
		if len(on) != len(w.cluster.Nodes) {
			t.Errorf("DaemonSet %s/%s runs on %d of %d nodes", set.Namespace, set.Name, len(on), len(w.cluster.Nodes))
		}
	}
}

// statefulSet says that each pod is on a node of its own, where its volumes
// are, and that the volumes are of the store's own part.
func (w *world) statefulSet(t *testing.T, s scenario, set *appsv1.StatefulSet, pods []corev1.Pod, volumes map[string]*corev1.PersistentVolume) {
	t.Helper()
	taken := map[string]string{}
	for _, pod := range pods {
		if !owned(pod, "StatefulSet", set.Namespace, set.Name) {
			continue
		}
		if other := taken[pod.Spec.NodeName]; other != "" {
			t.Errorf("pods %s and %s of %s are both on node %s", pod.Name, other, set.Name, pod.Spec.NodeName)
		}
		taken[pod.Spec.NodeName] = pod.Name
		claimed := 0
		for _, mounted := range pod.Spec.Volumes {
			if mounted.PersistentVolumeClaim == nil {
				continue
			}
			claimed++
			claim, err := w.client.CoreV1().PersistentVolumeClaims(pod.Namespace).Get(t.Context(), mounted.PersistentVolumeClaim.ClaimName, metav1.GetOptions{})
			if err != nil {
				t.Error(err)
				continue
			}
			volume := volumes[claim.Spec.VolumeName]
			rendered, ok := bundle.Get[*corev1.PersistentVolume](s.bundle, "", volume.Name)
			if !ok || rendered.Spec.Local == nil {
				t.Errorf("claim %s/%s has volume %s, which is no local volume of the stack", claim.Namespace, claim.Name, volume.Name)
				continue
			}
			if node := hostname(volume); node != pod.Spec.NodeName {
				t.Errorf("pod %s is on node %s, its volume %s on %s", pod.Name, pod.Spec.NodeName, volume.Name, node)
			}
			if part := rendered.Labels["app.kubernetes.io/component"]; part != set.Namespace {
				t.Errorf("pod %s/%s has volume %s, which is meant for %s", pod.Namespace, pod.Name, volume.Name, part)
			}
		}
		if claimed != len(set.Spec.VolumeClaimTemplates) {
			t.Errorf("pod %s/%s has %d volumes of %d", pod.Namespace, pod.Name, claimed, len(set.Spec.VolumeClaimTemplates))
		}
	}
	if len(taken) != int(*set.Spec.Replicas) {
		t.Errorf("StatefulSet %s/%s has pods on %d nodes, want %d", set.Namespace, set.Name, len(taken), *set.Spec.Replicas)
	}
}

func owned(pod corev1.Pod, kind, namespace, name string) bool {
	return pod.Namespace == namespace && slices.ContainsFunc(pod.OwnerReferences, func(o metav1.OwnerReference) bool {
		return o.Kind == kind && o.Name == name
	})
}

// hostname is the node of a local volume.
func hostname(volume *corev1.PersistentVolume) string {
	if volume.Spec.NodeAffinity == nil {
		return ""
	}
	return volume.Spec.NodeAffinity.Required.NodeSelectorTerms[0].MatchExpressions[0].Values[0]
}
