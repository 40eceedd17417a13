package minio

import (
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

// Defaults is three pods on three nodes, with two drives each: everything goes
// on when one node is lost.
func Defaults() Values {
	v := Knobs()
	Complete(&v)
	return v
}

// Knobs is Defaults with every derived value left blank: a caller sets what it
// wants and then calls Complete.
func Knobs() Values {
	return Values{
		Name:                          "minio",
		Namespace:                     "minio",
		Image:                         component.ImageOf(catalog.MinIO),
		ClusterDomain:                 "cluster.local",
		Auth:                          component.SecretReference{SecretName: "minio"},
		Replicas:                      3,
		DrivesPerNode:                 2,
		Persistence:                   component.Persistence{Size: resource.MustParse("20Gi")},
		PrometheusAuthType:            "public",
		Resources:                     component.Resources("250m", "1Gi", "2Gi"),
		Service:                       component.Service{Type: corev1.ServiceTypeClusterIP},
		Console:                       Console{Enabled: true, Service: component.Service{Type: corev1.ServiceTypeClusterIP}},
		PodDisruptionBudget:           component.PodDisruptionBudget{Enabled: true, MaxUnavailable: intstr.FromInt32(1)},
		NetworkPolicy:                 component.NetworkPolicy{Enabled: true},
		ServiceAccount:                component.ServiceAccount{Name: "minio"},
		TerminationGracePeriodSeconds: 30,
		UpdateStrategy:                appsv1.StatefulSetUpdateStrategy{Type: appsv1.RollingUpdateStatefulSetStrategyType},
		Pod:                           component.Pod{Affinity: onePerNode()},
	}
}

// onePerNode keeps two pods off one node, whose loss would else take more
// drives with it than the erasure code can miss.
func onePerNode() *corev1.Affinity {
	return &corev1.Affinity{PodAntiAffinity: &corev1.PodAntiAffinity{
		RequiredDuringSchedulingIgnoredDuringExecution: []corev1.PodAffinityTerm{{
			LabelSelector: &metav1.LabelSelector{MatchLabels: map[string]string{
				component.LabelName:      app,
				component.LabelComponent: server,
			}},
			TopologyKey: corev1.LabelHostname,
		}},
	}}
}
