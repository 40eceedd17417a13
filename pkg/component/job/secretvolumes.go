package job

import corev1 "k8s.io/api/core/v1"

// SecretVolume mounts a Secret into every pod of the job: keys of Kafka, a
// keytab, a truststore. It must exist in the namespace.
type SecretVolume struct {
	// Name of the volume in the pods.
	Name string `json:"name"`
	// SecretName is the Secret.
	SecretName string `json:"secretName"`
	// MountPath in the containers of Flink.
	MountPath string `json:"mountPath"`
	// Items are the keys that become files. Empty means all of them.
	Items []corev1.KeyToPath `json:"items,omitempty"`
}

// secretMode lets the group of the pod read, and nobody else.
const secretMode = int32(0o440)

func secretVolumes(v Values) []corev1.Volume {
	var all []corev1.Volume
	for _, secret := range v.SecretVolumes {
		all = append(all, corev1.Volume{Name: secret.Name, VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{
			SecretName:  secret.SecretName,
			Items:       secret.Items,
			DefaultMode: new(secretMode),
		}}})
	}
	return all
}

func secretMounts(v Values) []corev1.VolumeMount {
	var all []corev1.VolumeMount
	for _, secret := range v.SecretVolumes {
		all = append(all, corev1.VolumeMount{Name: secret.Name, MountPath: secret.MountPath, ReadOnly: true})
	}
	return all
}
