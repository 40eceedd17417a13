package juicefs

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/utils/ptr"
)

// socketPath is where a sidecar sees the socket of the driver.
const socketPath = "/csi"

// sidecar builds a container that talks to the driver through its socket, in a
// volume of the pod.
func sidecar(name, volume string, knobs SidecarContainer, args ...string) corev1.Container {
	return corev1.Container{
		Name:            name,
		Image:           knobs.Image.Reference(),
		ImagePullPolicy: knobs.Image.PullPolicy,
		Args:            append([]string{"--csi-address=" + socketPath + "/csi.sock"}, args...),
		Resources:       knobs.Resources,
		SecurityContext: rootWithoutRights(),
		VolumeMounts:    []corev1.VolumeMount{{Name: volume, MountPath: socketPath}},
	}
}

// rootWithoutRights is root because the driver's socket belongs to root, and
// nothing else: it has no capability and writes nothing in its image.
func rootWithoutRights() *corev1.SecurityContext {
	return &corev1.SecurityContext{
		RunAsUser:                ptr.To[int64](0),
		AllowPrivilegeEscalation: new(false),
		ReadOnlyRootFilesystem:   new(true),
		Capabilities:             &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}},
		SeccompProfile:           &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault},
	}
}

func provisioner(v Values) corev1.Container {
	return sidecar("csi-provisioner", socketVolume, v.Sidecars.Provisioner, "--timeout=60s", "--leader-election", "--v=2")
}

func resizer(v Values) corev1.Container {
	return sidecar("csi-resizer", socketVolume, v.Sidecars.Resizer, "--timeout=60s", "--leader-election", "--v=2")
}

// livenessProbe answers on the port that the probe of the driver asks.
func livenessProbe(v Values, volume string) corev1.Container {
	return sidecar("liveness-probe", volume, v.Sidecars.LivenessProbe, fmt.Sprintf("--health-port=%d", healthPort))
}

func registrar(v Values) corev1.Container {
	const port = 9809
	container := sidecar("node-driver-registrar", pluginVolume, v.Sidecars.NodeDriverRegistrar,
		"--kubelet-registration-path="+pluginDir(v)+"/csi.sock", fmt.Sprintf("--health-port=%d", port), "--v=2")
	container.VolumeMounts = append(container.VolumeMounts, corev1.VolumeMount{Name: "registration-dir", MountPath: "/registration"})
	container.Ports = []corev1.ContainerPort{{Name: "registration", ContainerPort: port, Protocol: corev1.ProtocolTCP}}
	container.LivenessProbe = &corev1.Probe{
		ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{
			Path: "/healthz", Port: intstr.FromString("registration"), Scheme: corev1.URISchemeHTTP,
		}},
		InitialDelaySeconds: 5,
		PeriodSeconds:       10,
		TimeoutSeconds:      5,
		FailureThreshold:    3,
		SuccessThreshold:    1,
	}
	return container
}
