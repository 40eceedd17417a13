package redis

import (
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// The user and group "redis" of the official image's Debian variant
// (docker-library/redis, 7.2/debian/Dockerfile).
const (
	uid = 999
	gid = 999
)

// dataVolume has the name that Bitnami's chart uses, so that its claims are found.
const dataVolume = "redis-data"

func statefulSet(v Values) component.Object {
	return &appsv1.StatefulSet{
		TypeMeta:   component.AppsV1("StatefulSet"),
		ObjectMeta: meta(v, statefulSetName(v)),
		Spec: appsv1.StatefulSetSpec{
			Replicas:    new(v.Replicas),
			ServiceName: headlessName(v),
			Selector:    &metav1.LabelSelector{MatchLabels: selector(v)},
			// A pod is ready when it sees a quorum of sentinels. Pods that
			// start one after the other would wait for each other for ever.
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
			VolumeClaimTemplates: []corev1.PersistentVolumeClaim{dataClaim(v)},
		},
	}
}

func podSpec(v Values) corev1.PodSpec {
	return corev1.PodSpec{
		ServiceAccountName:           v.ServiceAccount.Name,
		AutomountServiceAccountToken: new(false),
		// A Service named redis would put REDIS_PORT=tcp://… into the environment.
		EnableServiceLinks: new(false),
		// Sentinel resolves names in its only thread. The resolver's default
		// of 5 seconds for a lost packet would look to it like a dead master.
		DNSConfig: &corev1.PodDNSConfig{Options: []corev1.PodDNSConfigOption{
			{Name: "timeout", Value: new("1")},
			{Name: "attempts", Value: new("2")},
		}},
		SecurityContext:               component.RestrictedPod(uid, gid),
		TerminationGracePeriodSeconds: new(v.TerminationGracePeriodSeconds),
		Containers:                    []corev1.Container{redisContainer(v), sentinelContainer(v)},
		Volumes: slices.Concat([]corev1.Volume{
			configMapVolume("configuration", v.Name+"-configuration"),
			configMapVolume("scripts", v.Name+"-scripts"),
			{Name: "run", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{
				// The copy of redis.conf holds the password: it stays off the disk.
				Medium:    corev1.StorageMediumMemory,
				SizeLimit: new(resource.MustParse("1Mi")),
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

func configMapVolume(name, configMap string) corev1.Volume {
	return corev1.Volume{Name: name, VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{
		LocalObjectReference: corev1.LocalObjectReference{Name: configMap},
	}}}
}

// dataClaim carries the labels of the selector only: a claim template cannot
// be changed later.
func dataClaim(v Values) corev1.PersistentVolumeClaim {
	return corev1.PersistentVolumeClaim{
		ObjectMeta: metav1.ObjectMeta{
			Name:        dataVolume,
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
	}
}
