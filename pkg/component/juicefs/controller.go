package juicefs

import (
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

const (
	socketVolume   = "socket-dir"
	controllerPath = "/var/lib/csi/sockets/pluginproxy"
)

// controller is a Deployment: its pods keep nothing, and on a node that is lost
// one of a StatefulSet would not be replaced.
func controller(v Values) component.Object {
	pod := v.Controller.Pod
	return &appsv1.Deployment{
		TypeMeta:   component.AppsV1("Deployment"),
		ObjectMeta: meta(v, controllerPart, controllerName(v)),
		Spec: appsv1.DeploymentSpec{
			Replicas: new(v.Controller.Replicas),
			Selector: &metav1.LabelSelector{MatchLabels: selector(v, controllerPart)},
			Template: corev1.PodTemplateSpec{
				ObjectMeta: podMeta(v, controllerPart, pod),
				Spec: corev1.PodSpec{
					ServiceAccountName:           v.Controller.ServiceAccount.Name,
					AutomountServiceAccountToken: new(true),
					Containers:                   controllerContainers(v),
					Volumes: slices.Concat([]corev1.Volume{
						{Name: socketVolume, VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
					}, driverVolumes(v), pod.ExtraVolumes),
					ImagePullSecrets:          pod.ImagePullSecrets,
					NodeSelector:              pod.NodeSelector,
					Tolerations:               pod.Tolerations,
					Affinity:                  pod.Affinity,
					TopologySpreadConstraints: pod.TopologySpreadConstraints,
					PriorityClassName:         pod.PriorityClassName,
				},
			},
		},
	}
}

func podDisruptionBudget(v Values) component.Object {
	return &policyv1.PodDisruptionBudget{
		TypeMeta:   component.PolicyV1("PodDisruptionBudget"),
		ObjectMeta: meta(v, controllerPart, controllerName(v)),
		Spec: policyv1.PodDisruptionBudgetSpec{
			MaxUnavailable: new(v.Controller.PodDisruptionBudget.MaxUnavailable),
			Selector:       &metav1.LabelSelector{MatchLabels: selector(v, controllerPart)},
		},
	}
}

func controllerContainers(v Values) []corev1.Container {
	containers := []corev1.Container{controllerContainer(v)}
	switch v.Controller.Provisioner {
	case Sidecar:
		containers = append(containers, provisioner(v))
	case Driver:
		containers[0].Args = append(containers[0].Args, "--provisioner=true")
	}
	if v.Release.Expansion {
		containers = append(containers, resizer(v))
	}
	return append(containers, livenessProbe(v, socketVolume))
}

func controllerContainer(v Values) corev1.Container {
	return corev1.Container{
		Name:            "juicefs-plugin",
		Image:           v.Image.Reference(),
		ImagePullPolicy: v.Image.PullPolicy,
		Args:            append(driverArgs(v), "--leader-election"),
		Env: slices.Concat(driverEnv(v, "unix://"+controllerPath+"/csi.sock"), []corev1.EnvVar{
			{Name: "JUICEFS_CSI_NODE_DS_NAME", Value: nodeName(v)},
		}, v.Controller.ExtraEnv),
		Ports:           driverPorts(v),
		LivenessProbe:   driverProbe(),
		Resources:       v.Controller.Resources,
		SecurityContext: privileged(),
		VolumeMounts: slices.Concat([]corev1.VolumeMount{
			{Name: socketVolume, MountPath: controllerPath},
		}, driverMounts(v), v.Controller.ExtraVolumeMounts),
	}
}
