package juicefs

import (
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

// Defaults is the newest driver with a file system on the stack's MinIO.
func Defaults() Values {
	v := Knobs()
	// The newest version is known, so this cannot fail; a test holds it to that.
	_ = Complete(&v)
	return v
}

// Knobs is Defaults with every derived value left blank: a caller sets what it
// wants and then calls Complete.
func Knobs() Values {
	return Values{
		Name:           "juicefs",
		Namespace:      "juicefs",
		Version:        catalog.Newest(catalog.JuiceFSDriver).Version,
		Auth:           component.SecretReference{SecretName: "juicefs-sc-secret"},
		FileSystemName: "juicefs",
		Storage:        "minio",
		BufferSize:     300,
		MountPod: MountPod{
			CPURequest:        "100m",
			MemoryRequest:     "512Mi",
			MemoryLimit:       "2Gi",
			PriorityClassName: "system-node-critical",
		},
		StorageClass: StorageClass{
			Name:                 "juicefs-sc",
			ReclaimPolicy:        corev1.PersistentVolumeReclaimRetain,
			AllowVolumeExpansion: true,
		},
		KubeletDir: "/var/lib/kubelet",
		Controller: Controller{
			Provisioner:    Sidecar,
			Replicas:       2,
			ServiceAccount: component.ServiceAccount{Name: "juicefs-csi-controller-sa"},
			Resources:      component.Resources("100m", "512Mi", "1Gi"),
			PodDisruptionBudget: component.PodDisruptionBudget{
				MaxUnavailable: intstr.FromInt32(1),
			},
			Pod: component.Pod{
				PriorityClassName: "system-cluster-critical",
				Tolerations:       []corev1.Toleration{{Key: "CriticalAddonsOnly", Operator: corev1.TolerationOpExists}},
				Affinity:          apart(),
			},
		},
		Node: Node{
			ServiceAccount: component.ServiceAccount{Name: "juicefs-csi-node-sa"},
			Resources:      component.Resources("100m", "512Mi", "1Gi"),
			UpdateStrategy: appsv1.DaemonSetUpdateStrategy{
				Type:          appsv1.RollingUpdateDaemonSetStrategyType,
				RollingUpdate: &appsv1.RollingUpdateDaemonSet{MaxUnavailable: new(intstr.FromInt32(1))},
			},
			Pod: component.Pod{
				PriorityClassName: "system-node-critical",
				// A pod may use a volume on any node that it tolerates.
				Tolerations: []corev1.Toleration{{Operator: corev1.TolerationOpExists}},
			},
		},
		Sidecars: Sidecars{
			Provisioner:         SidecarContainer{Resources: component.Resources("10m", "32Mi", "256Mi")},
			Resizer:             SidecarContainer{Resources: component.Resources("10m", "32Mi", "256Mi")},
			LivenessProbe:       SidecarContainer{Resources: component.Resources("10m", "16Mi", "64Mi")},
			NodeDriverRegistrar: SidecarContainer{Resources: component.Resources("10m", "16Mi", "64Mi")},
		},
		Dashboard: Dashboard{
			Auth:           component.SecretReference{SecretName: "juicefs-csi-dashboard"},
			Service:        component.Service{Type: corev1.ServiceTypeClusterIP},
			ServiceAccount: component.ServiceAccount{Name: "juicefs-csi-dashboard-sa"},
			Resources:      component.Resources("100m", "200Mi", "1Gi"),
		},
	}
}

// apart puts the replicas of the controller on different nodes where it can.
func apart() *corev1.Affinity {
	return &corev1.Affinity{PodAntiAffinity: &corev1.PodAntiAffinity{
		PreferredDuringSchedulingIgnoredDuringExecution: []corev1.WeightedPodAffinityTerm{{
			Weight: 100,
			PodAffinityTerm: corev1.PodAffinityTerm{
				LabelSelector: &metav1.LabelSelector{MatchLabels: map[string]string{
					component.LabelName:      app,
					component.LabelComponent: controllerPart,
				}},
				TopologyKey: corev1.LabelHostname,
			},
		}},
	}}
}
