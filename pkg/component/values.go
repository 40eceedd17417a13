package component

import (
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// Pod holds the knobs that the pods of every workload have. Parts embed it
// inline.
type Pod struct {
	// PodLabels are added to the labels of the pods.
	PodLabels map[string]string `json:"podLabels,omitempty"`
	// PodAnnotations are added to the annotations of the pods.
	PodAnnotations map[string]string `json:"podAnnotations,omitempty"`
	// ImagePullSecrets name the Secrets with registry credentials; they must exist in the namespace.
	ImagePullSecrets []corev1.LocalObjectReference `json:"imagePullSecrets,omitempty"`
	// NodeSelector picks the nodes by label.
	NodeSelector map[string]string `json:"nodeSelector,omitempty"`
	// Tolerations of node taints.
	Tolerations []corev1.Toleration `json:"tolerations,omitempty"`
	// Affinity of the pods.
	Affinity *corev1.Affinity `json:"affinity,omitempty"`
	// TopologySpreadConstraints of the pods.
	TopologySpreadConstraints []corev1.TopologySpreadConstraint `json:"topologySpreadConstraints,omitempty"`
	// PriorityClassName of the pods.
	PriorityClassName string `json:"priorityClassName,omitempty"`
	// ExtraEnv is appended to the environment of the main container.
	ExtraEnv []corev1.EnvVar `json:"extraEnv,omitempty"`
	// ExtraVolumes are appended to the volumes of the pods.
	ExtraVolumes []corev1.Volume `json:"extraVolumes,omitempty"`
	// ExtraVolumeMounts are appended to the mounts of the main container.
	ExtraVolumeMounts []corev1.VolumeMount `json:"extraVolumeMounts,omitempty"`
}

// ServiceAccount holds the knobs of the ServiceAccount of a workload.
type ServiceAccount struct {
	// Name of the ServiceAccount.
	Name string `json:"name,omitempty"`
	// Annotations of the ServiceAccount, for example for workload identity.
	Annotations map[string]string `json:"annotations,omitempty"`
}

// Service holds the knobs of a Service.
type Service struct {
	// Type of the Service: ClusterIP, NodePort or LoadBalancer.
	Type corev1.ServiceType `json:"type,omitempty"`
	// Labels are added to the labels of the Service.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations of the Service.
	Annotations map[string]string `json:"annotations,omitempty"`
}

// PodDisruptionBudget holds the knobs of a PodDisruptionBudget.
type PodDisruptionBudget struct {
	// Enabled adds the PodDisruptionBudget.
	Enabled bool `json:"enabled" chart:"switch"`
	// MaxUnavailable is how many pods may be missing during a voluntary disruption, a number or a percentage.
	MaxUnavailable intstr.IntOrString `json:"maxUnavailable"`
}

// SecretReference names the Secret with the credentials of a part.
type SecretReference struct {
	// SecretName is the Secret that the objects refer to.
	SecretName string `json:"secretName,omitempty"`
	// ExistingSecret says that you keep a Secret of this name; flinkgen makes none then.
	ExistingSecret string `json:"existingSecret,omitempty" chart:"-"`
}

// Persistence holds the knobs of a PersistentVolumeClaim.
type Persistence struct {
	// StorageClassName of the claim; empty means the default class of the cluster.
	StorageClassName string `json:"storageClassName,omitempty"`
	// Size of the claim, a Kubernetes quantity.
	Size resource.Quantity `json:"size,omitzero"`
	// Annotations of the claim.
	Annotations map[string]string `json:"annotations,omitempty"`
}

// Resources asks for CPU and memory and limits memory, each a Kubernetes
// quantity. There is no CPU limit: it throttles even where the node is idle.
func Resources(cpu, memory, memoryLimit string) corev1.ResourceRequirements {
	return corev1.ResourceRequirements{
		Requests: corev1.ResourceList{
			corev1.ResourceCPU:    resource.MustParse(cpu),
			corev1.ResourceMemory: resource.MustParse(memory),
		},
		Limits: corev1.ResourceList{corev1.ResourceMemory: resource.MustParse(memoryLimit)},
	}
}

// NetworkPolicy holds the knobs of a NetworkPolicy.
type NetworkPolicy struct {
	// Enabled adds the NetworkPolicy: the pods accept connections to their ports only.
	Enabled bool `json:"enabled" chart:"switch"`
	// From lists who may connect; empty means everybody. The pods themselves must be among them.
	From []networkingv1.NetworkPolicyPeer `json:"from,omitempty"`
}
