package job

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// Claim is a PersistentVolumeClaim that is made with the job.
type Claim struct {
	// Name of the claim.
	Name string `json:"name"`
	// AccessModes of the claim. State that the JobManager and the TaskManagers share needs ReadWriteMany.
	AccessModes []corev1.PersistentVolumeAccessMode `json:"accessModes"`

	component.Persistence `json:",inline"`

	// Labels are added to the claim.
	Labels map[string]string `json:"labels,omitempty"`
}

// Volume mounts a claim into every pod of the job.
type Volume struct {
	// Name of the volume in the pods.
	Name string `json:"name"`
	// ClaimName is the claim, one of claims or any other in the namespace.
	ClaimName string `json:"claimName"`
	// MountPath in the containers of Flink.
	MountPath string `json:"mountPath"`
	// SubPath of the volume that is mounted. Empty means its root.
	SubPath string `json:"subPath,omitempty"`
	// ReadOnly mounts the volume read-only.
	ReadOnly bool `json:"readOnly,omitempty"`
}

// Logs says where the log files of the pods live. They also go to standard output.
type Logs struct {
	// Volume is ephemeral (gone with the pod), claim (a volume of its own) or volume (one of volumes). Two pods of a job write files of the same name, so on a claim or volume each pod has a directory logs/<name>/<pod>.
	Volume string `json:"volume" chart:"choice=ephemeral|claim|volume"`
	// ClaimName is the claim that holds the logs; for claim.
	ClaimName string `json:"claimName,omitempty"`
	// VolumeName is the one of volumes that holds the logs; for volume.
	VolumeName string `json:"volumeName,omitempty"`
}

// Tmp is the scratch space of a pod, an emptyDir.
type Tmp struct {
	// SizeLimit after which the pod is evicted. Empty means the node's disk is the limit.
	SizeLimit *resource.Quantity `json:"sizeLimit,omitempty"`
	// Medium is empty for the node's disk or Memory, which counts against the memory of the pod.
	Medium corev1.StorageMedium `json:"medium,omitempty"`
}
