package historyserver

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/utils/ptr"
)

// The volumes of the pod.
const (
	configMapVolume = "config"
	confVolume      = "conf"
	pluginsVolume   = "plugins"
	temporaryVolume = "tmp"
	logVolume       = "log"
	cacheVolume     = "cache"
	archiveVolume   = "archive"
)

// Paths of our own; those below /opt/flink are the image's.
const (
	configMapDir = "/prepare/config"
	prepareDir   = "/prepare"
	// cacheDir holds historyserver.web.tmpdir as a subdirectory, because the server deletes that
	// directory at its end and a mount point cannot be deleted.
	cacheDir = "/var/cache/flink-historyserver"
)

func volumes(v Values) []corev1.Volume {
	volumes := []corev1.Volume{
		{
			Name: configMapVolume,
			VolumeSource: corev1.VolumeSource{
				ConfigMap: &corev1.ConfigMapVolumeSource{
					LocalObjectReference: corev1.LocalObjectReference{Name: v.Name},
				},
			},
		},
		emptyDir(confVolume, nil),
		emptyDir(pluginsVolume, nil),
		emptyDir(temporaryVolume, nil),
		emptyDir(logVolume, nil),
		emptyDir(cacheVolume, v.CacheSizeLimit),
	}
	if v.Persistence.Enabled {
		volumes = append(volumes, corev1.Volume{
			Name: archiveVolume,
			VolumeSource: corev1.VolumeSource{
				PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{
					ClaimName: v.Persistence.ClaimName,
				},
			},
		})
	}
	return volumes
}

func emptyDir(name string, sizeLimit *resource.Quantity) corev1.Volume {
	return corev1.Volume{
		Name:         name,
		VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{SizeLimit: sizeLimit}},
	}
}

func volumeMounts(v Values) []corev1.VolumeMount {
	mounts := []corev1.VolumeMount{
		{Name: confVolume, MountPath: "/opt/flink/conf"},
		{Name: pluginsVolume, MountPath: "/opt/flink/plugins"},
		{Name: temporaryVolume, MountPath: "/tmp"},
		{Name: logVolume, MountPath: "/opt/flink/log"},
		{Name: cacheVolume, MountPath: cacheDir},
	}
	if v.Persistence.Enabled {
		mounts = append(mounts, corev1.VolumeMount{
			Name:      archiveVolume,
			MountPath: v.Persistence.MountPath,
			// A JuiceFS mount that was lost and restored on the node reaches the running pod.
			MountPropagation: ptr.To(corev1.MountPropagationHostToContainer),
		})
	}
	return mounts
}
