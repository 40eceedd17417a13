package historyserver

import (
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// flinkID is the user and group "flink" of the image.
const flinkID = 9999

func deployment(v Values) component.Object {
	return &appsv1.Deployment{
		TypeMeta:   component.AppsV1("Deployment"),
		ObjectMeta: meta(v, v.Name, nil),
		Spec: appsv1.DeploymentSpec{
			// Each server unpacks the archives for itself, so a second one adds nothing.
			Replicas: ptr.To[int32](1),
			Selector: &metav1.LabelSelector{MatchLabels: selector(v)},
			// Two servers may read one volume, so the new one answers before the old one goes.
			Strategy: appsv1.DeploymentStrategy{
				Type: appsv1.RollingUpdateDeploymentStrategyType,
				RollingUpdate: &appsv1.RollingUpdateDeployment{
					MaxUnavailable: new(intstr.FromInt32(0)),
					MaxSurge:       new(intstr.FromInt32(1)),
				},
			},
			Template: corev1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{
					Labels:      component.Labels(selector(v), v.PodLabels),
					Annotations: component.Merge(v.PodAnnotations),
				},
				Spec: podSpec(v),
			},
		},
	}
}

func podSpec(v Values) corev1.PodSpec {
	return corev1.PodSpec{
		ServiceAccountName:           v.Name,
		AutomountServiceAccountToken: new(false),
		// A Service named flink-… would otherwise put FLINK_… variables into the environment.
		EnableServiceLinks:        new(false),
		SecurityContext:           component.RestrictedPod(flinkID, flinkID),
		ImagePullSecrets:          v.ImagePullSecrets,
		NodeSelector:              v.NodeSelector,
		Tolerations:               v.Tolerations,
		Affinity:                  v.Affinity,
		TopologySpreadConstraints: v.TopologySpreadConstraints,
		PriorityClassName:         v.PriorityClassName,
		InitContainers:            []corev1.Container{initContainer(v)},
		Containers:                []corev1.Container{container(v)},
		Volumes:                   slices.Concat(volumes(v), v.ExtraVolumes),
	}
}
