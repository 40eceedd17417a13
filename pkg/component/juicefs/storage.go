package juicefs

import (
	"fmt"
	"slices"

	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

const defaultClassAnnotation = "storageclass.kubernetes.io/is-default-class"

// cpuLimit is for releases that set a lower limit where none is named. JuiceFS
// advises never to go below four.
const cpuLimit = "4"

func csiDriver(v Values) component.Object {
	return &storagev1.CSIDriver{
		TypeMeta:   component.StorageV1("CSIDriver"),
		ObjectMeta: clusterMeta(v, "driver", DriverName),
		Spec: storagev1.CSIDriverSpec{
			// A file system over the network needs no attaching to a node.
			AttachRequired: new(false),
			PodInfoOnMount: new(v.Release.PodInfoOnMount),
		},
	}
}

func storageClass(v Values) component.Object {
	class := &storagev1.StorageClass{
		TypeMeta:             component.StorageV1("StorageClass"),
		ObjectMeta:           clusterMeta(v, "storage-class", v.StorageClass.Name),
		Provisioner:          DriverName,
		ReclaimPolicy:        new(v.StorageClass.ReclaimPolicy),
		AllowVolumeExpansion: new(v.StorageClass.AllowVolumeExpansion),
		// Every node can mount every volume: nothing is gained by waiting for
		// the first pod.
		VolumeBindingMode: ptr.To(storagev1.VolumeBindingImmediate),
		MountOptions:      slices.Concat([]string{fmt.Sprintf("buffer-size=%d", v.BufferSize)}, v.StorageClass.MountOptions),
		Parameters:        component.Merge(parameters(v), v.StorageClass.Parameters),
	}
	if v.StorageClass.DefaultClass {
		class.Annotations = component.Merge(v.Annotations, map[string]string{defaultClassAnnotation: "true"})
	}
	return class
}

// parameters tell Kubernetes which Secret to give to the driver when it makes,
// mounts and grows a volume, and old drivers how to make mount pods.
func parameters(v Values) map[string]string {
	all := secret(v, "provisioner", "node-publish")
	if v.Release.Expansion {
		all = component.Merge(all, secret(v, "controller-expand"))
	}
	if !v.Release.Configuration {
		all = component.Merge(all, map[string]string{
			"juicefs/mount-cpu-request":    v.MountPod.CPURequest,
			"juicefs/mount-cpu-limit":      cpuLimit,
			"juicefs/mount-memory-request": v.MountPod.MemoryRequest,
			"juicefs/mount-memory-limit":   v.MountPod.MemoryLimit,
		})
	}
	return all
}

func secret(v Values, uses ...string) map[string]string {
	all := map[string]string{}
	for _, use := range uses {
		all["csi.storage.k8s.io/"+use+"-secret-name"] = v.Auth.SecretName
		all["csi.storage.k8s.io/"+use+"-secret-namespace"] = v.Namespace
	}
	return all
}
