package redis

import (
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

const noFlush = `# One of these by mistake would empty the store.
rename-command FLUSHALL ""
rename-command FLUSHDB ""
`

// Defaults gives three pods on three nodes.
func Defaults() Values {
	return Values{
		Name:          "redis",
		Namespace:     "redis",
		Image:         component.ImageOf(catalog.Redis),
		ClusterDomain: "cluster.local",
		Replicas:      3,
		Auth: Auth{
			SecretReference:     component.SecretReference{SecretName: "redis"},
			PasswordKey:         PasswordKey,
			SentinelPasswordKey: SentinelPasswordKey,
		},
		Appendfsync:       "everysec",
		Maxmemory:         "768mb",
		MinReplicasMaxLag: 10,
		ExtraConfig:       noFlush,
		Resources:         component.Resources("100m", "256Mi", "1Gi"),
		Sentinel: Sentinel{
			MasterName:            "mymaster",
			Quorum:                2,
			DownAfterMilliseconds: 5000,
			FailoverTimeout:       10000,
			ParallelSyncs:         1,
			AskSeconds:            20,
			Resources:             component.Resources("50m", "64Mi", "128Mi"),
		},
		Persistence:                   component.Persistence{Size: resource.MustParse("2Gi")},
		Service:                       component.Service{Type: corev1.ServiceTypeClusterIP},
		PodDisruptionBudget:           component.PodDisruptionBudget{Enabled: true, MaxUnavailable: intstr.FromInt32(1)},
		NetworkPolicy:                 component.NetworkPolicy{Enabled: true},
		ServiceAccount:                component.ServiceAccount{Name: "redis"},
		TerminationGracePeriodSeconds: 60,
		UpdateStrategy:                appsv1.StatefulSetUpdateStrategy{Type: appsv1.RollingUpdateStatefulSetStrategyType},
		Pod:                           component.Pod{Affinity: onePerNode()},
	}
}

// onePerNode keeps two pods off one node, whose loss would else take the
// majority with it.
func onePerNode() *corev1.Affinity {
	return &corev1.Affinity{PodAntiAffinity: &corev1.PodAntiAffinity{
		RequiredDuringSchedulingIgnoredDuringExecution: []corev1.PodAffinityTerm{{
			LabelSelector: &metav1.LabelSelector{MatchLabels: map[string]string{
				component.LabelName:      app,
				component.LabelComponent: node,
			}},
			TopologyKey: corev1.LabelHostname,
		}},
	}}
}
