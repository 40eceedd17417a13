package juicefs

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

const (
	configurationPath = "/etc/config"
	configurationFile = "config.yaml"
)

// configuration says how mount pods are made.
func configuration(v Values) component.Object {
	return &corev1.ConfigMap{
		TypeMeta:   component.CoreV1("ConfigMap"),
		ObjectMeta: meta(v, "configuration", configurationName(v)),
		Data:       map[string]string{configurationFile: configurationText(v)},
	}
}

func configurationText(v Values) string {
	return fmt.Sprintf(`# The driver reads this file again when it changes. A mount pod stays as it was
# made; the next one is made from what is written here then.
enableNodeSelector: false

# Later entries win over earlier ones.
mountPodPatch:
  # For every mount pod. The memory limit is well above the buffer of the client
  # (mount option buffer-size, %d MiB): a client that is killed for its memory
  # takes the mount away from the pods that use it.
  - ceMountImage: "%s"
    imagePullPolicy: "%s"
    resources:
      requests:
        cpu: "%s"
        memory: "%s"
      limits:
        memory: "%s"
`, v.BufferSize, v.MountPod.Image.Reference(), v.MountPod.Image.PullPolicy,
		v.MountPod.CPURequest, v.MountPod.MemoryRequest, v.MountPod.MemoryLimit) + v.MountPod.Patches
}
