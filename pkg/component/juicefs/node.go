package juicefs

import (
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

const pluginVolume = "plugin-dir"

// node is the plugin on every node. The driver makes mount pods after its
// model: they get its tolerations, pull secrets, DNS policy and ServiceAccount.
func node(v Values) component.Object {
	pod := v.Node.Pod
	return &appsv1.DaemonSet{
		TypeMeta:   component.AppsV1("DaemonSet"),
		ObjectMeta: meta(v, nodePart, nodeName(v)),
		Spec: appsv1.DaemonSetSpec{
			Selector:       &metav1.LabelSelector{MatchLabels: selector(v, nodePart)},
			UpdateStrategy: v.Node.UpdateStrategy,
			Template: corev1.PodTemplateSpec{
				ObjectMeta: podMeta(v, nodePart, pod),
				Spec: corev1.PodSpec{
					ServiceAccountName:           v.Node.ServiceAccount.Name,
					AutomountServiceAccountToken: new(true),
					// Mount pods may be set to the network of the node and must
					// still find Redis and MinIO by their names.
					DNSPolicy:                 corev1.DNSClusterFirstWithHostNet,
					Containers:                []corev1.Container{nodeContainer(v), registrar(v), livenessProbe(v, pluginVolume)},
					Volumes:                   slices.Concat(nodeVolumes(v), driverVolumes(v), pod.ExtraVolumes),
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

func nodeContainer(v Values) corev1.Container {
	return corev1.Container{
		Name:            "juicefs-plugin",
		Image:           v.Image.Reference(),
		ImagePullPolicy: v.Image.PullPolicy,
		Args:            append(driverArgs(v), "--enable-manager=true"),
		Env: slices.Concat(driverEnv(v, "unix:"+socketPath+"/csi.sock"), []corev1.EnvVar{
			// The plugin asks the kubelet for the pods of its node.
			fromField("HOST_IP", "status.hostIP"),
			{Name: "KUBELET_PORT", Value: "10250"},
			{Name: "JUICEFS_MOUNT_PRIORITY_NAME", Value: v.MountPod.PriorityClassName},
		}, v.Node.ExtraEnv),
		Ports:           driverPorts(v),
		LivenessProbe:   driverProbe(),
		Resources:       v.Node.Resources,
		SecurityContext: privileged(),
		VolumeMounts:    slices.Concat(nodeMounts(v), driverMounts(v), v.Node.ExtraVolumeMounts),
	}
}

func nodeMounts(v Values) []corev1.VolumeMount {
	mounts := []corev1.VolumeMount{
		// The kubelet names paths as it sees them, so the path is the same here.
		{Name: "kubelet-dir", MountPath: v.KubeletDir, MountPropagation: ptr.To(corev1.MountPropagationBidirectional)},
		{Name: pluginVolume, MountPath: socketPath},
		{Name: "device-dir", MountPath: "/dev"},
	}
	if v.Release.FuseHandover {
		mounts = append(mounts, corev1.VolumeMount{Name: "jfs-fuse-fd", MountPath: "/tmp"})
	}
	return mounts
}

func nodeVolumes(v Values) []corev1.Volume {
	volumes := []corev1.Volume{
		hostPath("kubelet-dir", v.KubeletDir, corev1.HostPathDirectory),
		hostPath(pluginVolume, pluginDir(v), corev1.HostPathDirectoryOrCreate),
		hostPath("registration-dir", v.KubeletDir+"/plugins_registry", corev1.HostPathDirectory),
		hostPath("device-dir", "/dev", corev1.HostPathDirectory),
	}
	if v.Release.FuseHandover {
		volumes = append(volumes, hostPath("jfs-fuse-fd", "/var/run/juicefs-csi", corev1.HostPathDirectoryOrCreate))
	}
	return volumes
}

// pluginDir is where the kubelet finds the socket of the driver.
func pluginDir(v Values) string { return v.KubeletDir + "/csi-plugins/" + DriverName }
