package job

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// native is what a cluster needs that Flink's own command line starts. Flink
// creates all of it, so there is nothing to apply but the claims and the route.
func native(Values) []component.Object { return nil }

// NativePods are the pod templates of a job in deploymentMode native, in the
// form in which Flink reads them from files. Flink completes the main container
// and replaces the name. It takes one file for a role and merges none, so each
// template is whole.
func NativePods(v Values) (jobManager, taskManager *corev1.Pod) {
	return nativePod(v, v.JobManager.Resource, v.JobManager.PodTemplate),
		nativePod(v, v.TaskManager.Resource, v.TaskManager.PodTemplate)
}

func nativePod(v Values, r Resource, own *corev1.PodTemplateSpec) *corev1.Pod {
	template := managedTemplate(v)
	if size, err := resource.ParseQuantity(r.EphemeralStorage); err == nil {
		// Flink sets processor and memory, and keeps what else is here.
		room := corev1.ResourceList{corev1.ResourceEphemeralStorage: size}
		template.Spec.Containers[0].Resources = corev1.ResourceRequirements{Requests: room, Limits: room}
	}
	template = overlaid(template, own)
	pod := &corev1.Pod{
		TypeMeta:   component.CoreV1("Pod"),
		ObjectMeta: template.ObjectMeta,
		Spec:       template.Spec,
	}
	pod.Name = "pod-template"
	return pod
}
