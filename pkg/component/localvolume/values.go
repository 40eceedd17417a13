package localvolume

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// Values are the knobs of one class of local volumes.
type Values struct {
	// Labels are added to the labels of every object.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to the annotations of every object.
	Annotations map[string]string `json:"annotations,omitempty"`

	// StorageClassName is the name of the StorageClass and the class of the volumes.
	StorageClassName string `json:"storageClassName"`
	// Part names what the volumes are for; it becomes their label app.kubernetes.io/component.
	Part string `json:"part"`
	// ReclaimPolicy of the volumes: Retain or Delete. A local volume has no provisioner that could delete it: with Delete it ends as Failed when its claim is gone.
	ReclaimPolicy corev1.PersistentVolumeReclaimPolicy `json:"reclaimPolicy"`
	// Volumes on the nodes; derived: one for each path on each node.
	Volumes []Volume `json:"volumes,omitempty" chart:"each" patchStrategy:"merge" patchMergeKey:"name"`
}

// Volume is a directory on a node.
type Volume struct {
	// Name of the PersistentVolume.
	Name string `json:"name"`
	// Node that has the directory, by its label kubernetes.io/hostname.
	Node string `json:"node"`
	// Path of the directory on the node; it must exist.
	Path string `json:"path"`
	// Size that claims see, a Kubernetes quantity; nothing enforces it.
	Size resource.Quantity `json:"size"`
}

// Defaults is a class without volumes: only the stack knows the nodes.
func Defaults() Values {
	return Values{
		StorageClassName: "local-storage",
		Part:             "local-storage",
		ReclaimPolicy:    corev1.PersistentVolumeReclaimRetain,
	}
}
