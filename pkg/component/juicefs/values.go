package juicefs

import (
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// The entries of the Secret of the file system.
const (
	KeyName          = "name"
	KeyMetaURL       = "metaurl"
	KeyStorage       = "storage"
	KeyBucket        = "bucket"
	KeyAccessKey     = "access-key"
	KeySecretKey     = "secret-key"
	KeyEnvs          = "envs"
	KeyFormatOptions = "format-options"
)

// FileSystemNamePattern is what JuiceFS accepts as the name of a file system
// (juicedata/juicefs, cmd/format.go).
const FileSystemNamePattern = `^[a-z0-9][a-z0-9\-]{1,61}[a-z0-9]$`

// DriverName is the name of the driver in StorageClasses and volumes.
const DriverName = "csi.juicefs.com"

// Values are the knobs of the CSI driver and its file system. Derived values
// are filled by Complete where they are blank.
type Values struct {
	// Name is the base name of the objects, such as juicefs-csi-node. A cluster can hold one driver only.
	Name string `json:"name" chart:"name"`
	// Namespace of the driver and its mount pods; it must allow privileged pods.
	Namespace string `json:"namespace" chart:"namespace"`
	// Labels are added to the labels of every object.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to the annotations of every object.
	Annotations map[string]string `json:"annotations,omitempty"`

	// Version of the CSI driver, such as 0.32.4.
	Version string `json:"version" chart:"-"`
	// Image of the CSI driver; derived: from version.
	Image component.Image `json:"image"`

	// Auth names the Secret of the file system, in the namespace of the driver.
	Auth component.SecretReference `json:"auth"`
	// FileSystemName is the name that the file system is formatted with: 3 to 63 lower-case letters, digits and dashes. It can never be changed.
	FileSystemName string `json:"fileSystemName" chart:"-"`
	// MetaURL is the address of the metadata store without its password, such as redis://mymaster,redis-node-0.redis-headless.redis.svc.cluster.local:26379/0; derived: the stack's Redis.
	MetaURL string `json:"metaURL,omitempty" chart:"-"`
	// Storage is the type of the object store, such as minio or s3.
	Storage string `json:"storage" chart:"-"`
	// Bucket is the URL of the bucket in path style, such as http://minio.minio.svc.cluster.local:9000/juicefs; JuiceFS makes the bucket; derived: on the stack's MinIO.
	Bucket string `json:"bucket,omitempty" chart:"-"`
	// FormatOptions are further options of juicefs format, such as trash-days=1,block-size=4M.
	FormatOptions string `json:"formatOptions,omitempty" chart:"-"`
	// TimeZone of the mount pods, a name of the tz database; derived: that of the stack.
	TimeZone string `json:"timeZone,omitempty" chart:"-"`

	// BufferSize of each client for reading and writing, in MiB. The memory limit of the mount pods must be well above it.
	BufferSize int32 `json:"bufferSize"`
	// MountPod holds the knobs of the pods that the driver starts for mounts.
	MountPod MountPod `json:"mountPod"`
	// StorageClass is the class that claims name.
	StorageClass StorageClass `json:"storageClass"`

	// KubeletDir is the directory of the kubelet on the nodes.
	KubeletDir string `json:"kubeletDir"`
	// Controller makes and deletes volumes.
	Controller Controller `json:"controller"`
	// Node is the plugin that mounts volumes on each node.
	Node Node `json:"node"`
	// Sidecars stand beside controller and plugin and connect them to Kubernetes.
	Sidecars Sidecars `json:"sidecars"`
	// Dashboard is a web interface for mounts and their logs; needs driver 0.24.
	Dashboard Dashboard `json:"dashboard"`

	// Release is what the version fixes; Complete sets it.
	Release Version `json:"-" chart:"-"`
}

// MountPod holds the knobs of the pods that the driver starts for mounts. They
// get the tolerations, pull secrets and DNS policy of the node plugin.
type MountPod struct {
	// Image of the mount pods: the JuiceFS client; derived: from version.
	Image component.Image `json:"image"`
	// CPURequest of a mount pod, a Kubernetes quantity. There is no limit: throttling a client slows every pod that uses its mount.
	CPURequest string `json:"cpuRequest"`
	// MemoryRequest of a mount pod, a Kubernetes quantity.
	MemoryRequest string `json:"memoryRequest"`
	// MemoryLimit of a mount pod, a Kubernetes quantity. A client that is killed for its memory takes the mount away from the pods that use it.
	MemoryLimit string `json:"memoryLimit"`
	// PriorityClassName of the mount pods.
	PriorityClassName string `json:"priorityClassName"`
	// Patches is YAML text appended to the list mountPodPatch of the driver's configuration: list items, indented by two spaces; needs driver 0.24.
	Patches string `json:"patches,omitempty"`
}

// StorageClass holds the knobs of the StorageClass.
type StorageClass struct {
	// Name of the StorageClass.
	Name string `json:"name"`
	// DefaultClass makes it the class of claims that name none.
	DefaultClass bool `json:"defaultClass" chart:"switch"`
	// ReclaimPolicy says what happens to the data when a claim is deleted: Retain keeps it, Delete erases it.
	ReclaimPolicy corev1.PersistentVolumeReclaimPolicy `json:"reclaimPolicy"`
	// AllowVolumeExpansion lets claims grow; needs driver 0.21, and is false before.
	AllowVolumeExpansion bool `json:"allowVolumeExpansion"`
	// MountOptions of the JuiceFS client besides buffer-size, such as cache-size=10240.
	MountOptions []string `json:"mountOptions,omitempty"`
	// Parameters of the driver besides those for its Secrets, such as pathPattern.
	Parameters map[string]string `json:"parameters,omitempty"`
}
