package job

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// native is what a cluster needs that Flink's own command line starts. Flink
// creates all of it, so there is nothing to apply but the claims and the route.
func native(Values) []component.Object { return nil }

// NativePod is the pod template of a job in deploymentMode native, in the form
// in which Flink reads it from a file. Flink completes the main container and
// replaces the name.
func NativePod(v Values) *corev1.Pod {
	template := managedTemplate(v)
	pod := &corev1.Pod{
		TypeMeta:   component.CoreV1("Pod"),
		ObjectMeta: template.ObjectMeta,
		Spec:       template.Spec,
	}
	pod.Name = "pod-template"
	if size, err := resource.ParseQuantity(v.JobManager.Resource.EphemeralStorage); err == nil {
		// Flink sets processor and memory, and keeps what else is here.
		room := corev1.ResourceList{corev1.ResourceEphemeralStorage: size}
		pod.Spec.Containers[0].Resources = corev1.ResourceRequirements{Requests: room, Limits: room}
	}
	return pod
}
