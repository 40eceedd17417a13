package importer

import (
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// document is a stack file with the fields that an import can set, in the
// order of package stack.
type document struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Metadata   struct {
		Name string `json:"name"`
	} `json:"metadata"`
	Spec spec `json:"spec"`
}

// spec leaves out every part but the jobs.
type spec struct {
	Namespaces    part         `json:"namespaces"`
	Storage       *storage     `json:"storage,omitempty"`
	JuiceFS       part         `json:"juicefs"`
	Operator      operatorPart `json:"operator"`
	Ingress       controller   `json:"ingress"`
	HistoryServer part         `json:"historyServer"`
	Jobs          []*jobFile   `json:"jobs"`
}

type part struct {
	Enabled bool `json:"enabled"`
}

type storage struct {
	StorageClassName string `json:"storageClassName"`
}

type operatorPart struct {
	Enabled bool   `json:"enabled"`
	Version string `json:"version,omitempty"`
}

type controller struct {
	Controller string `json:"controller"`
}

// jobFile is a job of a stack file; see job.Values.
type jobFile struct {
	Name        string            `json:"name"`
	Namespace   string            `json:"namespace"`
	Labels      map[string]string `json:"labels,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`

	Image          *component.Image       `json:"image,omitempty"`
	FlinkVersion   string                 `json:"flinkVersion,omitempty"`
	ServiceAccount string                 `json:"serviceAccount,omitempty"`
	DeploymentMode string                 `json:"deploymentMode,omitempty"`
	Mode           v1beta1.DeploymentMode `json:"mode,omitempty"`
	Managed        bool                   `json:"managed"`

	v1beta1.JobSpec `json:",inline"`
	SessionJobs     []sessionFile  `json:"sessionJobs,omitempty"`
	Snapshots       []job.Snapshot `json:"snapshots,omitempty"`
	BlueGreen       *job.BlueGreen `json:"blueGreen,omitempty"`
	RestartNonce    *int64         `json:"restartNonce,omitempty"`

	JobManager  *v1beta1.JobManagerSpec `json:"jobManager,omitempty"`
	TaskManager *taskManager            `json:"taskManager,omitempty"`

	FlinkConfiguration map[string]string `json:"flinkConfiguration,omitempty"`
	LogConfiguration   map[string]string `json:"logConfiguration,omitempty"`

	Checkpoints      *job.Checkpoints     `json:"checkpoints,omitempty"`
	Savepoints       *job.Savepoints      `json:"savepoints,omitempty"`
	HighAvailability *highAvailability    `json:"highAvailability,omitempty"`
	StateBackend     string               `json:"stateBackend,omitempty"`
	RestartStrategy  *job.RestartStrategy `json:"restartStrategy,omitempty"`

	Ingress *job.Ingress `json:"ingress,omitempty"`
	Claims  []job.Claim  `json:"claims,omitempty"`

	PodTemplate *corev1.PodTemplateSpec `json:"podTemplate,omitempty"`
	// A native job has these instead of podTemplate.
	component.Pod  `json:",inline"`
	HostAliases    []corev1.HostAlias `json:"hostAliases,omitempty"`
	InitContainers []corev1.Container `json:"initContainers,omitempty"`
	Sidecars       []corev1.Container `json:"sidecars,omitempty"`
}

type taskManager struct {
	Replicas          *int32                  `json:"replicas,omitempty"`
	Resource          *v1beta1.Resource       `json:"resource,omitempty"`
	NumberOfTaskSlots int32                   `json:"numberOfTaskSlots,omitempty"`
	PodTemplate       *corev1.PodTemplateSpec `json:"podTemplate,omitempty"`
}

type highAvailability struct {
	Type       string `json:"type"`
	StorageDir string `json:"storageDir,omitempty"`
	Quorum     string `json:"quorum,omitempty"`
	PathRoot   string `json:"pathRoot,omitempty"`
}

// sessionFile is a session job; see job.SessionJob. What it does not say is
// written as blank, because session jobs have defaults.
type sessionFile struct {
	Name        string            `json:"name"`
	Labels      map[string]string `json:"labels,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`

	JarURI                 string   `json:"jarURI,omitempty"`
	EntryClass             string   `json:"entryClass,omitempty"`
	Args                   []string `json:"args,omitempty"`
	Parallelism            int32    `json:"parallelism"`
	UpgradeMode            string   `json:"upgradeMode"`
	State                  string   `json:"state"`
	AllowNonRestoredState  bool     `json:"allowNonRestoredState,omitempty"`
	InitialSavepointPath   string   `json:"initialSavepointPath,omitempty"`
	SavepointTriggerNonce  *int64   `json:"savepointTriggerNonce,omitempty"`
	CheckpointTriggerNonce *int64   `json:"checkpointTriggerNonce,omitempty"`
	SavepointRedeployNonce *int64   `json:"savepointRedeployNonce,omitempty"`
	AutoscalerResetNonce   *int64   `json:"autoscalerResetNonce,omitempty"`

	FlinkConfiguration map[string]string `json:"flinkConfiguration,omitempty"`
	RestartNonce       *int64            `json:"restartNonce,omitempty"`
}
