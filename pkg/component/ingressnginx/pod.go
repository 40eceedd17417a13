package ingressnginx

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// The user and group www-data of the controller's image.
const (
	controllerUID = 101
	controllerGID = 82
)

// certificateDir is where the controller reads the certificate of the webhook.
const certificateDir = "/usr/local/certificates"

const certificateVolume = "webhook-cert"

func podTemplate(v Values) corev1.PodTemplateSpec {
	spec := corev1.PodSpec{
		ServiceAccountName:            v.Name,
		AutomountServiceAccountToken:  new(true),
		SecurityContext:               component.RestrictedPod(controllerUID, controllerGID),
		TerminationGracePeriodSeconds: &v.TerminationGracePeriodSeconds,
		DNSPolicy:                     corev1.DNSClusterFirst,
		ImagePullSecrets:              v.ImagePullSecrets,
		NodeSelector:                  v.NodeSelector,
		Tolerations:                   v.Tolerations,
		Affinity:                      v.Affinity,
		TopologySpreadConstraints:     v.TopologySpreadConstraints,
		PriorityClassName:             v.PriorityClassName,
		Containers:                    []corev1.Container{container(v)},
		Volumes:                       slices.Concat(volumes(v), v.ExtraVolumes),
	}
	if v.HostNetwork {
		spec.HostNetwork = true
		// Without it the pod asks the node's name servers, which know no Service.
		spec.DNSPolicy = corev1.DNSClusterFirstWithHostNet
	}
	return corev1.PodTemplateSpec{
		ObjectMeta: metav1.ObjectMeta{
			Labels:      component.Labels(selector(v, controllerComponent), v.PodLabels),
			Annotations: component.Merge(v.PodAnnotations),
		},
		Spec: spec,
	}
}

func volumes(v Values) []corev1.Volume {
	var volumes []corev1.Volume
	if v.AdmissionWebhooks.Enabled {
		// The pod starts once the Job "create" has made the Secret.
		volumes = append(volumes, corev1.Volume{
			Name: certificateVolume,
			VolumeSource: corev1.VolumeSource{
				Secret: &corev1.SecretVolumeSource{SecretName: admissionName(v)},
			},
		})
	}
	return volumes
}

func volumeMounts(v Values) []corev1.VolumeMount {
	var mounts []corev1.VolumeMount
	if v.AdmissionWebhooks.Enabled {
		mounts = append(mounts, corev1.VolumeMount{
			Name:      certificateVolume,
			MountPath: certificateDir,
			ReadOnly:  true,
		})
	}
	return mounts
}
