package minio

import (
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// The user and group of MinIO's own chart (minio/minio, helm/minio/values.yaml).
const (
	uid = 1000
	gid = 1000
)

func statefulSet(v Values) component.Object {
	return &appsv1.StatefulSet{
		TypeMeta:   component.AppsV1("StatefulSet"),
		ObjectMeta: meta(v, v.Name),
		Spec: appsv1.StatefulSetSpec{
			Replicas:    new(v.Replicas),
			ServiceName: headlessName(v),
			Selector:    &metav1.LabelSelector{MatchLabels: selector(v)},
			// A pod is ready when enough drives are online. Pods that start one
			// after the other would wait for each other for ever.
			PodManagementPolicy: appsv1.ParallelPodManagement,
			UpdateStrategy:      v.UpdateStrategy,
			PersistentVolumeClaimRetentionPolicy: &appsv1.StatefulSetPersistentVolumeClaimRetentionPolicy{
				WhenDeleted: appsv1.RetainPersistentVolumeClaimRetentionPolicyType,
				WhenScaled:  appsv1.RetainPersistentVolumeClaimRetentionPolicyType,
			},
			Template: corev1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{
					Labels:      component.Merge(component.Labels(selector(v), v.Labels), v.PodLabels),
					Annotations: v.PodAnnotations,
				},
				Spec: podSpec(v),
			},
			VolumeClaimTemplates: claims(v),
		},
	}
}

func podSpec(v Values) corev1.PodSpec {
	return corev1.PodSpec{
		ServiceAccountName:           v.ServiceAccount.Name,
		AutomountServiceAccountToken: new(false),
		// A Service named minio would put MINIO_PORT and the like into the
		// environment, from which MinIO takes its configuration.
		EnableServiceLinks:            new(false),
		SecurityContext:               component.RestrictedPod(uid, gid),
		TerminationGracePeriodSeconds: new(v.TerminationGracePeriodSeconds),
		Containers:                    []corev1.Container{container(v)},
		Volumes: slices.Concat([]corev1.Volume{
			{Name: "tmp", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
			{Name: "credentials", VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{
				SecretName:  v.Auth.SecretName,
				DefaultMode: ptr.To[int32](0o440),
				Items: []corev1.KeyToPath{
					{Key: RootUserKey, Path: RootUserKey},
					{Key: RootPasswordKey, Path: RootPasswordKey},
				},
			}}},
		}, v.ExtraVolumes),
		ImagePullSecrets:          v.ImagePullSecrets,
		NodeSelector:              v.NodeSelector,
		Tolerations:               v.Tolerations,
		Affinity:                  v.Affinity,
		TopologySpreadConstraints: v.TopologySpreadConstraints,
		PriorityClassName:         v.PriorityClassName,
	}
}

// claims carry the labels of the selector only: a claim template cannot be
// changed later.
func claims(v Values) []corev1.PersistentVolumeClaim {
	var all []corev1.PersistentVolumeClaim
	for _, drive := range v.Drives {
		all = append(all, corev1.PersistentVolumeClaim{
			ObjectMeta: metav1.ObjectMeta{
				Name:        drive.Name,
				Labels:      selector(v),
				Annotations: v.Persistence.Annotations,
			},
			Spec: corev1.PersistentVolumeClaimSpec{
				AccessModes:      []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce},
				StorageClassName: component.Optional(v.Persistence.StorageClassName),
				Resources: corev1.VolumeResourceRequirements{
					Requests: corev1.ResourceList{corev1.ResourceStorage: v.Persistence.Size},
				},
			},
		})
	}
	return all
}
