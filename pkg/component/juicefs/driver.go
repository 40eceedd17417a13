package juicefs

import (
	"strconv"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/utils/ptr"
)

const (
	healthPort  = 9909
	metricsPort = 9567
)

// Where mounts and what clients keep lie on the nodes.
const (
	mountPath  = "/var/lib/juicefs/volume"
	clientPath = "/var/lib/juicefs/config"
)

// driverArgs are the arguments of controller and node plugin.
func driverArgs(v Values) []string {
	args := append([]string{
		"--endpoint=$(CSI_ENDPOINT)",
		"--logtostderr",
		"--nodeid=$(NODE_NAME)",
	}, v.Release.LogFlags...)
	if v.Release.Configuration {
		args = append(args, "--config="+configurationPath+"/"+configurationFile)
	}
	return args
}

func driverEnv(v Values, endpoint string) []corev1.EnvVar {
	env := []corev1.EnvVar{
		{Name: "CSI_ENDPOINT", Value: endpoint},
		fromField("NODE_NAME", "spec.nodeName"),
		// The driver tells by its name whether a pod is controller or node plugin.
		fromField("POD_NAME", "metadata.name"),
		fromField("JUICEFS_MOUNT_NAMESPACE", "metadata.namespace"),
		{Name: "JUICEFS_MOUNT_PATH", Value: mountPath},
		{Name: "JUICEFS_CONFIG_PATH", Value: clientPath},
		{Name: "JUICEFS_CE_MOUNT_IMAGE", Value: v.MountPod.Image.Reference()},
	}
	if v.Release.WebPort {
		env = append(env, corev1.EnvVar{Name: "JUICEFS_CSI_WEB_PORT", Value: strconv.Itoa(metricsPort)})
	}
	return env
}

func fromField(name, path string) corev1.EnvVar {
	return corev1.EnvVar{Name: name, ValueFrom: &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: path}}}
}

func driverPorts(v Values) []corev1.ContainerPort {
	ports := []corev1.ContainerPort{{Name: "healthz", ContainerPort: healthPort, Protocol: corev1.ProtocolTCP}}
	if v.Release.WebPort {
		ports = append(ports, corev1.ContainerPort{Name: "metrics", ContainerPort: metricsPort, Protocol: corev1.ProtocolTCP})
	}
	return ports
}

// driverProbe goes to the liveness sidecar, which asks the driver.
func driverProbe() *corev1.Probe {
	return &corev1.Probe{
		ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{
			Path: "/healthz", Port: intstr.FromString("healthz"), Scheme: corev1.URISchemeHTTP,
		}},
		InitialDelaySeconds: 10,
		PeriodSeconds:       10,
		TimeoutSeconds:      3,
		FailureThreshold:    5,
		SuccessThreshold:    1,
	}
}

// privileged lets the driver mount: a mount that other containers see needs
// mount propagation from the container, and that needs a privileged one.
func privileged() *corev1.SecurityContext {
	return &corev1.SecurityContext{Privileged: new(true), RunAsUser: ptr.To[int64](0)}
}

// driverMounts are the directories that controller and node plugin share with
// the mount pods.
func driverMounts(v Values) []corev1.VolumeMount {
	mounts := []corev1.VolumeMount{
		{Name: "jfs-dir", MountPath: "/jfs", MountPropagation: ptr.To(corev1.MountPropagationBidirectional)},
		{Name: "jfs-root-dir", MountPath: "/root/.juicefs", MountPropagation: ptr.To(corev1.MountPropagationBidirectional)},
	}
	if v.Release.Configuration {
		mounts = append(mounts, corev1.VolumeMount{Name: "juicefs-config", MountPath: configurationPath, ReadOnly: true})
	}
	return mounts
}

func driverVolumes(v Values) []corev1.Volume {
	volumes := []corev1.Volume{
		hostPath("jfs-dir", mountPath, corev1.HostPathDirectoryOrCreate),
		hostPath("jfs-root-dir", clientPath, corev1.HostPathDirectoryOrCreate),
	}
	if v.Release.Configuration {
		volumes = append(volumes, corev1.Volume{Name: "juicefs-config", VolumeSource: corev1.VolumeSource{
			ConfigMap: &corev1.ConfigMapVolumeSource{
				LocalObjectReference: corev1.LocalObjectReference{Name: configurationName(v)},
			},
		}})
	}
	return volumes
}

func hostPath(name, path string, kind corev1.HostPathType) corev1.Volume {
	return corev1.Volume{Name: name, VolumeSource: corev1.VolumeSource{
		HostPath: &corev1.HostPathVolumeSource{Path: path, Type: new(kind)},
	}}
}
