package juicefs

import (
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// What makes volumes.
const (
	// Sidecar is Kubernetes' csi-provisioner.
	Sidecar = "sidecar"
	// Driver is the provisioner in the CSI driver.
	Driver = "driver"
)

// Controller holds the knobs of the controller.
type Controller struct {
	// Provisioner makes the volumes: sidecar, or driver for the one in the CSI driver, which alone knows the parameter pathPattern.
	Provisioner string `json:"provisioner" chart:"choice=sidecar|driver"`
	// Replicas of the controller; one works and the others stand by.
	Replicas int32 `json:"replicas"`
	// ServiceAccount of the controller.
	ServiceAccount component.ServiceAccount `json:"serviceAccount"`
	// Resources of the driver's container.
	Resources corev1.ResourceRequirements `json:"resources"`
	// PodDisruptionBudget of the controller.
	PodDisruptionBudget component.PodDisruptionBudget `json:"podDisruptionBudget"`

	component.Pod `json:",inline"`
}

// Node holds the knobs of the node plugin.
type Node struct {
	// ServiceAccount of the node plugin and of the mount pods.
	ServiceAccount component.ServiceAccount `json:"serviceAccount"`
	// Resources of the driver's container.
	Resources corev1.ResourceRequirements `json:"resources"`
	// UpdateStrategy of the DaemonSet. Mounts go on while the plugin restarts.
	UpdateStrategy appsv1.DaemonSetUpdateStrategy `json:"updateStrategy"`

	component.Pod `json:",inline"`
}

// Sidecars holds the knobs of Kubernetes' containers for CSI drivers. Their
// images are derived from version.
type Sidecars struct {
	// Provisioner asks the driver for a volume for each claim.
	Provisioner SidecarContainer `json:"provisioner"`
	// Resizer tells the driver when a claim grows; needs driver 0.21.
	Resizer SidecarContainer `json:"resizer"`
	// LivenessProbe asks the driver whether it works.
	LivenessProbe SidecarContainer `json:"livenessProbe"`
	// NodeDriverRegistrar makes the driver known to the kubelet.
	NodeDriverRegistrar SidecarContainer `json:"nodeDriverRegistrar"`
}

// SidecarContainer holds the knobs of a sidecar.
type SidecarContainer struct {
	// Image of the container; derived: from version.
	Image component.Image `json:"image"`
	// Resources of the container.
	Resources corev1.ResourceRequirements `json:"resources"`
}

// The entries of the Secret of the dashboard.
const (
	DashboardUsernameKey = "username"
	DashboardPasswordKey = "password"
)

// Dashboard holds the knobs of the dashboard. Who can use it can run commands
// in the mount pods, so it always asks for a password.
type Dashboard struct {
	// Enabled adds the dashboard.
	Enabled bool `json:"enabled" chart:"switch"`
	// Image of the dashboard; derived: from version.
	Image component.Image `json:"image"`
	// Auth names the Secret with the entries username and password.
	Auth component.SecretReference `json:"auth"`
	// Service of the dashboard.
	Service component.Service `json:"service"`
	// ServiceAccount of the dashboard.
	ServiceAccount component.ServiceAccount `json:"serviceAccount"`
	// Resources of the container.
	Resources corev1.ResourceRequirements `json:"resources"`

	component.Pod `json:",inline"`
}
