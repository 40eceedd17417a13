package operator

import (
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// flinkID is the user and the group "flink" of the operator's image.
const flinkID = 9999

// The volumes. Each container has its own /tmp: both JVMs run as process 1 and
// would write the same file for their performance counters.
const (
	configVolume      = "flink-operator-config-volume"
	artifactsVolume   = "flink-artifacts-volume"
	keystoreVolume    = "keystore"
	operatorTmpVolume = "operator-tmp"
	webhookTmpVolume  = "webhook-tmp"
)

func deployment(v Values) *appsv1.Deployment {
	return &appsv1.Deployment{
		TypeMeta:   component.AppsV1("Deployment"),
		ObjectMeta: meta(v, v.Name),
		Spec: appsv1.DeploymentSpec{
			Replicas: &v.Replicas,
			Strategy: appsv1.DeploymentStrategy{Type: v.Strategy},
			Selector: &metav1.LabelSelector{MatchLabels: selector(v)},
			Template: corev1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{
					Labels: component.Labels(selector(v), v.PodLabels),
					Annotations: component.Merge(
						map[string]string{"kubectl.kubernetes.io/default-container": operatorContainerName},
						v.PodAnnotations,
					),
				},
				Spec: podSpec(v),
			},
		},
	}
}

func podSpec(v Values) corev1.PodSpec {
	return corev1.PodSpec{
		ServiceAccountName:           v.ServiceAccount.Name,
		AutomountServiceAccountToken: new(true),
		SecurityContext:              component.RestrictedPod(flinkID, flinkID),
		ImagePullSecrets:             v.ImagePullSecrets,
		NodeSelector:                 v.NodeSelector,
		Tolerations:                  v.Tolerations,
		Affinity:                     v.Affinity,
		TopologySpreadConstraints:    v.TopologySpreadConstraints,
		PriorityClassName:            v.PriorityClassName,
		InitContainers:               v.InitContainers,
		Containers:                   containers(v),
		Volumes:                      volumes(v),
	}
}

func containers(v Values) []corev1.Container {
	all := []corev1.Container{operatorContainer(v)}
	if v.Webhook.Enabled {
		all = append(all, webhookContainer(v))
	}
	return slices.Concat(all, v.SidecarContainers)
}

func volumes(v Values) []corev1.Volume {
	all := []corev1.Volume{
		{
			Name: configVolume,
			VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{
				LocalObjectReference: corev1.LocalObjectReference{Name: configMapName},
			}},
		},
		{Name: artifactsVolume, VolumeSource: v.Artifacts},
		emptyDir(operatorTmpVolume),
	}
	if v.Webhook.Enabled {
		all = append(all, emptyDir(webhookTmpVolume), keystore())
	}
	return slices.Concat(all, v.ExtraVolumes)
}

func emptyDir(name string) corev1.Volume {
	return corev1.Volume{Name: name, VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}}
}

func podDisruptionBudget(v Values) *policyv1.PodDisruptionBudget {
	return &policyv1.PodDisruptionBudget{
		TypeMeta:   component.PolicyV1("PodDisruptionBudget"),
		ObjectMeta: meta(v, v.Name),
		Spec: policyv1.PodDisruptionBudgetSpec{
			MaxUnavailable: &v.PodDisruptionBudget.MaxUnavailable,
			Selector:       &metav1.LabelSelector{MatchLabels: selector(v)},
		},
	}
}
