package job

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

const (
	// mainContainer is the container that Flink completes with image, command,
	// ports and resources. Any other name would be a second container.
	mainContainer = "flink-main-container"
	// flinkUser is user and group of the official images.
	flinkUser = 9999
	// logDirectory is where the images write their log files.
	logDirectory = "/opt/flink/log"
)

// podTemplate is what the operator makes JobManager and TaskManagers from.
func podTemplate(v Values) *corev1.PodTemplateSpec {
	if !v.Managed {
		return v.PodTemplate
	}
	return managedTemplate(v)
}

// managedTemplate is what the JobManager and the TaskManagers have in common.
func managedTemplate(v Values) *corev1.PodTemplateSpec {
	return &corev1.PodTemplateSpec{
		ObjectMeta: metav1.ObjectMeta{
			Labels:      component.Labels(selector(v), idleLabel(v), v.PodLabels),
			Annotations: v.PodAnnotations,
		},
		Spec: corev1.PodSpec{
			// The JobManager asks Kubernetes for pods, and both roles find the
			// leader in ConfigMaps.
			AutomountServiceAccountToken: new(true),
			SecurityContext:              component.RestrictedPod(flinkUser, flinkUser),
			ImagePullSecrets:             v.ImagePullSecrets,
			NodeSelector:                 v.NodeSelector,
			Tolerations:                  v.Tolerations,
			Affinity:                     v.Affinity,
			TopologySpreadConstraints:    v.TopologySpreadConstraints,
			PriorityClassName:            v.PriorityClassName,
			HostAliases:                  v.HostAliases,
			InitContainers:               slices.Concat(artifactContainers(v), v.InitContainers),
			Containers:                   slices.Concat([]corev1.Container{container(v)}, v.Sidecars),
			Volumes:                      volumes(v),
		},
	}
}

func container(v Values) corev1.Container {
	return corev1.Container{
		Name: mainContainer,
		Env: slices.Concat([]corev1.EnvVar{
			// The directory of a pod's logs is named by it.
			{Name: "POD_NAME", ValueFrom: &corev1.EnvVarSource{
				FieldRef: &corev1.ObjectFieldSelector{FieldPath: "metadata.name"},
			}},
			{Name: "TZ", Value: v.TimeZone},
		}, v.ExtraEnv),
		Ports:           metricsPorts(v),
		VolumeMounts:    volumeMounts(v),
		SecurityContext: component.RestrictedContainer(v.ReadOnlyRootFilesystem),
	}
}

func volumes(v Values) []corev1.Volume {
	all := []corev1.Volume{{
		Name: "tmp",
		VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{
			Medium:    v.Tmp.Medium,
			SizeLimit: v.Tmp.SizeLimit,
		}},
	}}
	switch v.Logs.Volume {
	case "ephemeral":
		all = append(all, corev1.Volume{Name: "logs", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}})
	case "claim":
		all = append(all, corev1.Volume{Name: "logs", VolumeSource: claimSource(v.Logs.ClaimName)})
	}
	for _, volume := range v.Volumes {
		all = append(all, corev1.Volume{Name: volume.Name, VolumeSource: claimSource(volume.ClaimName)})
	}
	return slices.Concat(all, secretVolumes(v), artifactVolumes(v), v.ExtraVolumes)
}

// volumeMounts of claims take over what the host mounts later, so that a pod
// recovers when the mount pod of a FUSE file system (JuiceFS) is replaced.
func volumeMounts(v Values) []corev1.VolumeMount {
	all := []corev1.VolumeMount{{Name: "tmp", MountPath: "/tmp"}}
	switch v.Logs.Volume {
	case "ephemeral":
		all = append(all, corev1.VolumeMount{Name: "logs", MountPath: logDirectory})
	case "claim":
		all = append(all, logMount(v, "logs"))
	case "volume":
		all = append(all, logMount(v, v.Logs.VolumeName))
	}
	for _, volume := range v.Volumes {
		all = append(all, corev1.VolumeMount{
			Name:             volume.Name,
			MountPath:        volume.MountPath,
			SubPath:          volume.SubPath,
			ReadOnly:         volume.ReadOnly,
			MountPropagation: ptr.To(corev1.MountPropagationHostToContainer),
		})
	}
	return slices.Concat(all, secretMounts(v), artifactMounts(v), v.ExtraVolumeMounts)
}

// logMount gives each pod a directory of its own.
func logMount(v Values, volume string) corev1.VolumeMount {
	return corev1.VolumeMount{
		Name:             volume,
		MountPath:        logDirectory,
		SubPathExpr:      "logs/" + v.Name + "/$(POD_NAME)",
		MountPropagation: ptr.To(corev1.MountPropagationHostToContainer),
	}
}

func claimSource(name string) corev1.VolumeSource {
	return corev1.VolumeSource{PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: name}}
}
