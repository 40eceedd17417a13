package job

import (
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// Values are the knobs of a Flink job.
type Values struct {
	// Name of the FlinkDeployment and, with -rest, of its web Service; at most 45 characters.
	Name string `json:"name" chart:"name"`
	// Namespace of the job; the operator must watch it.
	Namespace string `json:"namespace" chart:"namespace"`
	// Labels are added to every object.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to every object.
	Annotations map[string]string `json:"annotations,omitempty"`

	// Image of the JobManager and the TaskManagers: Flink, and mostly the job's jar.
	Image component.Image `json:"image"`
	// FlinkVersion is the minor version of Flink in the image, v1_13 … v2_2.
	FlinkVersion string `json:"flinkVersion"`
	// ServiceAccount that the pods run under; the JobManager creates the TaskManager pods with it. Derived: that of the operator's jobs; for standalone an account of its own, named like the job.
	ServiceAccount string `json:"serviceAccount"`

	// DeploymentMode says how the job runs: application (a FlinkDeployment for this job alone), session (a FlinkDeployment that runs sessionJobs), blueGreen (a FlinkBlueGreenDeployment, operator 1.14), standalone (a plain Job and Deployments that need no operator) or native (Flink's own command line, by a script).
	DeploymentMode string `json:"deploymentMode" chart:"choice=application|session|blueGreen|standalone|native"`
	// Mode says who starts the TaskManagers of a FlinkDeployment: native (Flink itself, the default) or standalone (the operator).
	Mode v1beta1.DeploymentMode `json:"mode,omitempty"`

	// Managed is true unless the job is to stay as it is written, as one that was imported: without defaults, derived values and checks, and without the labels, environment, volumes and security contexts that flinkgen adds. podTemplate is the whole template of its pods then.
	Managed bool `json:"managed" chart:"switch"`
	// PodTemplate is the base of every pod of a job that is not managed. The pods of the others have the knobs below.
	PodTemplate *corev1.PodTemplateSpec `json:"podTemplate,omitempty"`

	Program `json:",inline"`
	// SessionJobs run on the cluster; for session.
	SessionJobs []SessionJob `json:"sessionJobs,omitempty" chart:"each"`
	// Snapshots are savepoints and checkpoints that the operator takes once, as objects of their own (operator 1.10).
	Snapshots []Snapshot `json:"snapshots,omitempty" chart:"each"`
	// BlueGreen steers the change from one cluster to the next; for blueGreen.
	BlueGreen BlueGreen `json:"blueGreen,omitzero"`
	// Standalone shapes the cluster of plain Kubernetes objects; for standalone.
	Standalone Standalone `json:"standalone"`
	// RestartNonce restarts the cluster whenever it changes to another number.
	RestartNonce *int64 `json:"restartNonce,omitempty"`

	// JobManager coordinates the job and serves the web UI.
	JobManager JobManager `json:"jobManager"`
	// TaskManager does the work.
	TaskManager TaskManager `json:"taskManager"`

	// FlinkConfiguration holds options of Flink and of the operator, texts by dotted key. Derived: what checkpoints, savepoints, highAvailability and the other sections say is added under the names of the Flink version; what you write here wins.
	FlinkConfiguration map[string]string `json:"flinkConfiguration,omitempty"`
	// LogConfiguration replaces the logging files: log4j-console.properties or logback-console.xml.
	LogConfiguration map[string]string `json:"logConfiguration,omitempty"`

	// Checkpoints of the job.
	Checkpoints Checkpoints `json:"checkpoints" chart:"-"`
	// Savepoints of the job.
	Savepoints Savepoints `json:"savepoints" chart:"-"`
	// HighAvailability lets a new JobManager go on where the old one ended.
	HighAvailability HighAvailability `json:"highAvailability" chart:"-"`
	// StateBackend holds the state of a running job: hashmap (Java heap), rocksdb (managed memory and local disk) or forst (from Flink 2.0).
	StateBackend string `json:"stateBackend,omitempty" chart:"-"`
	// RestartStrategy says how a failed job is tried again. Empty means Flink's default.
	RestartStrategy RestartStrategy `json:"restartStrategy,omitzero" chart:"-"`
	// ArchiveDir is where ended jobs are written for the history server, a URI. Derived: the directory that the history server reads.
	ArchiveDir string `json:"archiveDir,omitempty" chart:"-"`

	// Metrics for Prometheus.
	Metrics Metrics `json:"metrics"`

	// Ingress is the way to the web UI from outside.
	Ingress Ingress `json:"ingress"`

	// Claims are made in the job's namespace.
	Claims []Claim `json:"claims,omitempty" chart:"each"`
	// Volumes mount claims into every pod of the job.
	Volumes []Volume `json:"volumes,omitempty" chart:"each"`
	// SecretVolumes mount Secrets into every pod of the job.
	SecretVolumes []SecretVolume `json:"secretVolumes,omitempty" chart:"each"`
	// Artifacts are fetched by every pod before Flink starts.
	Artifacts Artifacts `json:"artifacts"`
	// Logs says where the log files live.
	Logs Logs `json:"logs"`
	// Tmp is the scratch space of every pod: the working files of RocksDB, uploaded jars, the blob cache.
	Tmp Tmp `json:"tmp,omitzero"`

	// Pod knobs for the JobManager and the TaskManagers alike; jobManager.podTemplate and taskManager.podTemplate are merged over them.
	component.Pod `json:",inline"`
	// HostAliases are added to /etc/hosts of the pods.
	HostAliases []corev1.HostAlias `json:"hostAliases,omitempty"`
	// InitContainers run in every pod before Flink. Give each one requests and a memory limit.
	InitContainers []corev1.Container `json:"initContainers,omitempty"`
	// Sidecars run in every pod beside Flink. Give each one requests and a memory limit.
	Sidecars []corev1.Container `json:"sidecars,omitempty"`
	// TimeZone of the containers, a name of the tz database. Derived: the stack's time zone.
	TimeZone string `json:"timeZone"`
	// ReadOnlyRootFilesystem mounts the image read-only; /tmp and /opt/flink/log stay writable. Turn it off for an image that writes elsewhere, such as one that uses ENABLE_BUILT_IN_PLUGINS.
	ReadOnlyRootFilesystem bool `json:"readOnlyRootFilesystem"`

	// OperatorVersion is the release of the operator that reads the configuration, such as 1.15.0. It decides which option names are safe. Derived: the stack's operator. Empty means the newest.
	OperatorVersion string `json:"-" chart:"-"`
}

// JobManager holds the knobs of the JobManager.
type JobManager struct {
	// Replicas is the number of JobManager pods; more than one are standby and need high availability.
	Replicas int32 `json:"replicas"`
	// Resource of one pod.
	Resource Resource `json:"resource"`
	// PodTemplate is merged over the pod template of the job, containers by name.
	PodTemplate *corev1.PodTemplateSpec `json:"podTemplate,omitempty"`
}

// TaskManager holds the knobs of the TaskManagers.
type TaskManager struct {
	// Replicas is the number of TaskManager pods. Leave it out, and Flink starts as many as the parallelism needs.
	Replicas *int32 `json:"replicas,omitempty"`
	// Resource of one pod.
	Resource Resource `json:"resource"`
	// NumberOfTaskSlots of one pod: how many parallel slices of the job it runs.
	NumberOfTaskSlots int32 `json:"numberOfTaskSlots" chart:"-"`
	// PodTemplate is merged over the pod template of the job, containers by name.
	PodTemplate *corev1.PodTemplateSpec `json:"podTemplate,omitempty"`
}

// Resource of a Flink pod. The operator makes it both request and limit.
type Resource struct {
	// Memory of the whole process in Flink's syntax: 2048m or 2g, both powers of 1024.
	Memory string `json:"memory"`
	// CPU in cores.
	CPU float64 `json:"cpu"`
	// EphemeralStorage on the node's disk, a Kubernetes quantity. It includes tmp and logs.
	EphemeralStorage string `json:"ephemeralStorage,omitempty"`
}
