package localvolume

import (
	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

const app = "local-volume"

// NoProvisioner is the provisioner of a class whose volumes are made by hand.
const NoProvisioner = "kubernetes.io/no-provisioner"

// Objects builds the StorageClass and then its volumes.
func Objects(v Values) []component.Object {
	objects := []component.Object{storageClass(v)}
	for _, volume := range v.Volumes {
		objects = append(objects, persistentVolume(v, volume))
	}
	return objects
}

func storageClass(v Values) component.Object {
	return &storagev1.StorageClass{
		TypeMeta:      component.StorageV1("StorageClass"),
		ObjectMeta:    meta(v, v.StorageClassName),
		Provisioner:   NoProvisioner,
		ReclaimPolicy: new(v.ReclaimPolicy),
		// With immediate binding a claim could take the volume of a node
		// where its pod cannot run.
		VolumeBindingMode: ptr.To(storagev1.VolumeBindingWaitForFirstConsumer),
	}
}

func persistentVolume(v Values, volume Volume) component.Object {
	return &corev1.PersistentVolume{
		TypeMeta:   component.CoreV1("PersistentVolume"),
		ObjectMeta: meta(v, volume.Name),
		Spec: corev1.PersistentVolumeSpec{
			Capacity:                      corev1.ResourceList{corev1.ResourceStorage: volume.Size},
			AccessModes:                   []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce},
			VolumeMode:                    ptr.To(corev1.PersistentVolumeFilesystem),
			PersistentVolumeReclaimPolicy: v.ReclaimPolicy,
			StorageClassName:              v.StorageClassName,
			PersistentVolumeSource: corev1.PersistentVolumeSource{
				Local: &corev1.LocalVolumeSource{Path: volume.Path},
			},
			NodeAffinity: &corev1.VolumeNodeAffinity{Required: &corev1.NodeSelector{
				NodeSelectorTerms: []corev1.NodeSelectorTerm{{
					MatchExpressions: []corev1.NodeSelectorRequirement{{
						Key:      corev1.LabelHostname,
						Operator: corev1.NodeSelectorOpIn,
						Values:   []string{volume.Node},
					}},
				}},
			}},
		},
	}
}

func meta(v Values, name string) metav1.ObjectMeta {
	return metav1.ObjectMeta{
		Name: name,
		Labels: component.Labels(component.Selector(app, v.StorageClassName),
			map[string]string{component.LabelComponent: v.Part}, v.Labels),
		Annotations: v.Annotations,
	}
}
