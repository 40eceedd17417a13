package job

import (
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// Standalone shapes a cluster of plain Kubernetes objects. Nobody takes a
// savepoint for an upgrade there: stop the job with one, name it in
// initialSavepointPath, delete the Job of the JobManager, whose pods cannot be
// changed, and apply the new one.
type Standalone struct {
	// Kind is application (the JobManager is a Job that runs the program and ends with it) or session (the JobManager is a Deployment that waits for programs).
	Kind string `json:"kind" chart:"choice=application|session"`
	// JobID of the program in Flink, 32 hexadecimal digits; for application. Empty means Flink's own choice.
	JobID string `json:"jobID,omitempty"`
	// Service of the web UI and the REST API.
	Service component.Service `json:"service"`
	// BackoffLimit is how often Kubernetes starts a failed JobManager again, counted over the whole life of the job; for application.
	BackoffLimit int32 `json:"backoffLimit"`

	// What follows is derived anew from the other values each time the stack is completed.

	// Configuration is the text of the configuration file.
	Configuration string `json:"-" chart:"value=configuration"`
	// ConfigFileName is flink-conf.yaml, or config.yaml from Flink 2.0 on.
	ConfigFileName string `json:"-" chart:"value=configFileName"`
	// JobManagerResources are requests and limits of a JobManager.
	JobManagerResources corev1.ResourceRequirements `json:"-" chart:"value=jobManagerResources"`
	// TaskManagerResources are requests and limits of a TaskManager.
	TaskManagerResources corev1.ResourceRequirements `json:"-" chart:"value=taskManagerResources"`
	// HighlyAvailable makes the JobManager known by the address of its pod.
	HighlyAvailable bool `json:"-" chart:"switch=highlyAvailable"`
	// UsesAPI gives the pods the token of their account, for high availability in ConfigMaps.
	UsesAPI bool `json:"-" chart:"switch=usesAPI"`
	// Account renders the ServiceAccount.
	Account bool `json:"-" chart:"switch=account"`
	// PassJar hands jarURI to the JobManager; Flink before 1.19 looks into the class path only.
	PassJar bool `json:"-" chart:"switch=passJar"`
}
