package stack

import (
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/hadoop"
	"github.com/flinkgen/flinkgen/pkg/component/historyserver"
	"github.com/flinkgen/flinkgen/pkg/component/ingressnginx"
	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/component/localvolume"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/component/namespace"
	"github.com/flinkgen/flinkgen/pkg/component/operator"
	"github.com/flinkgen/flinkgen/pkg/component/redis"
	"github.com/flinkgen/flinkgen/pkg/image"
)

// Namespaces makes the namespaces of the stack.
type Namespaces struct {
	// Enabled renders the Namespace objects. Derived: true.
	Enabled *bool `json:"enabled,omitempty"`

	namespace.Values `json:",inline"`
}

// CustomResourceDefinitions are the kinds of the Flink operator.
type CustomResourceDefinitions struct {
	// Enabled renders the CustomResourceDefinitions. Derived: true when the operator is enabled.
	Enabled *bool `json:"enabled,omitempty"`
}

// The types of storage.
const (
	StorageVolume = "volume"
	StorageS3     = "s3"
	StorageHDFS   = "hdfs"
)

// Storage is where jobs keep checkpoints, savepoints, high-availability
// metadata and the archive of the history server.
type Storage struct {
	// Type of the storage: volume, a volume that JobManager and TaskManagers share, s3 or hdfs.
	Type string `json:"type" enum:"volume,s3,hdfs"`
	// StorageClassName of the volumes; it must allow ReadWriteMany. Derived: that of JuiceFS.
	StorageClassName string `json:"storageClassName,omitempty"`
	// Size of the volume for the state of each job, a Kubernetes quantity.
	Size resource.Quantity `json:"size"`
	// LogSize is the size of the volume for the logs of each job, a Kubernetes quantity.
	LogSize resource.Quantity `json:"logSize"`
	// S3 is used by type s3.
	S3 S3 `json:"s3"`
	// HDFS is used by type hdfs.
	HDFS HDFS `json:"hdfs,omitzero"`
}

// HDFS is a Hadoop file system that jobs use directly. Their image must hold
// Hadoop's client jars.
type HDFS struct {
	// URI of the file system, such as hdfs://namenode.example.com:8020 or hdfs://nameservice.
	URI string `json:"uri,omitempty"`
	// Directory below which the state lives. Derived: /flink.
	Directory string `json:"directory,omitempty"`
	// User that files are read and written as, without Kerberos. Empty means the user of the image, flink.
	User string `json:"user,omitempty"`
	// Kerberos logs in with a keytab instead.
	Kerberos Kerberos `json:"kerberos,omitzero"`

	// Configuration of the client; without files a ConfigMap of the name must exist in every namespace with a job.
	hadoop.Values `json:",inline"`
}

// Kerberos is who a job logs in as.
type Kerberos struct {
	// Principal, such as flink/host@EXAMPLE.COM.
	Principal string `json:"principal,omitempty"`
	// SecretName is a Secret with the key keytab that exists in the namespace of every job.
	SecretName string `json:"secretName,omitempty"`
}

// S3 is an S3-compatible object store that jobs use directly.
type S3 struct {
	// Endpoint is the URL of the store; empty for Amazon S3. Derived: MinIO of the stack, when it is enabled.
	Endpoint string `json:"endpoint,omitempty"`
	// Bucket must exist.
	Bucket string `json:"bucket,omitempty"`
	// Prefix inside the bucket.
	Prefix string `json:"prefix,omitempty"`
	// Region of the bucket.
	Region string `json:"region,omitempty"`
	// PathStyleAccess writes the bucket into the path of URLs instead of the host name, as most stores other than Amazon S3 need it.
	PathStyleAccess bool `json:"pathStyleAccess"`
	// Plugin is the file system plugin of the Flink image: presto is advised for checkpoints, hadoop for sinks.
	Plugin string `json:"plugin" enum:"presto,hadoop"`
	// Auth names the Secret with the keys access-key and secret-key in the namespace of every job.
	Auth component.SecretReference `json:"auth"`
}

// LocalVolumes are local PersistentVolumes on the nodes of the stack.
type LocalVolumes struct {
	// Enabled renders StorageClasses and PersistentVolumes. Derived: true when Redis or MinIO needs them.
	Enabled *bool `json:"enabled,omitempty"`
	// Directory on the nodes below which each disk is mounted: redis, minio1, minio2 and so on.
	Directory string `json:"directory"`
	// Redis is the class of Redis, with one volume on each of its nodes.
	Redis LocalVolumeClass `json:"redis"`
	// MinIO is the class of MinIO, with one volume for each drive on each of its nodes.
	MinIO LocalVolumeClass `json:"minio"`
}

// LocalVolumeClass is a StorageClass with its volumes.
type LocalVolumeClass struct {
	// Paths on every node, one for each volume; each should be a disk of its own. Derived from the directory.
	Paths []string `json:"paths,omitempty"`

	localvolume.Values `json:",inline"`
}

// Redis is Redis with Sentinel.
type Redis struct {
	// Enabled renders the part. Derived: true when JuiceFS is enabled and has no metaURL of its own.
	Enabled *bool `json:"enabled,omitempty"`

	redis.Values `json:",inline"`
}

// MinIO is the object store.
type MinIO struct {
	// Enabled renders the part. Derived: true when JuiceFS is enabled and has no bucket of its own.
	Enabled *bool `json:"enabled,omitempty"`

	minio.Values `json:",inline"`
}

// JuiceFS is the CSI driver with its file system.
type JuiceFS struct {
	// Enabled renders the part. Derived: true when storage is of type volume and names no StorageClass of its own.
	Enabled *bool `json:"enabled,omitempty"`

	juicefs.Values `json:",inline"`
}

// Operator is the Flink Kubernetes operator.
type Operator struct {
	// Enabled renders the part. Derived: true.
	Enabled *bool `json:"enabled,omitempty"`

	operator.Values `json:",inline"`
}

// The ways in which web traffic comes in.
const (
	ControllerNginx   = "nginx"
	ControllerGateway = "gateway"
	ControllerNone    = "none"
)

// Ingress brings web traffic to jobs and the history server.
type Ingress struct {
	// Controller that serves the routes: nginx with Ingress objects, gateway with HTTPRoutes on a Gateway that exists, or none.
	Controller string `json:"controller" enum:"nginx,gateway,none"`
	// Enabled renders ingress-nginx itself. Derived: true when the controller is nginx. Set false where one is installed already.
	Enabled *bool `json:"enabled,omitempty"`
	// Host of the jobs' web interfaces; empty answers on every host name.
	Host string `json:"host,omitempty"`
	// Gateway that HTTPRoutes attach to.
	Gateway Gateway `json:"gateway"`

	ingressnginx.Values `json:",inline"`
}

// Gateway names a Gateway of the Gateway API.
type Gateway struct {
	// Name of the Gateway.
	Name string `json:"name,omitempty"`
	// Namespace of the Gateway.
	Namespace string `json:"namespace,omitempty"`
	// SectionName is the listener of the Gateway; empty means every listener that allows the route.
	SectionName string `json:"sectionName,omitempty"`
}

// HistoryServer shows the jobs that have ended.
type HistoryServer struct {
	// Enabled renders the part. Derived: true.
	Enabled *bool `json:"enabled,omitempty"`

	historyserver.Values `json:",inline"`
}

// Job is a Flink job in the operator's application mode.
type Job struct {
	// Enabled renders the job. Derived: true.
	Enabled *bool `json:"enabled,omitempty"`
	// FlinkRelease is the release of Flink in the image, such as 2.1.2; storage of type s3 needs it to name the plugin. Derived: from the tag of an official image.
	FlinkRelease string `json:"flinkRelease,omitempty"`
	// Build says what flinkgen image makes the image of; image is then its name. Nothing else reads it.
	Build image.Build `json:"build,omitzero"`

	job.Values `json:",inline"`
}
