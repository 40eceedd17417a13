package job

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// SessionJob is a job that a session cluster runs.
type SessionJob struct {
	// Name of the FlinkSessionJob.
	Name string `json:"name"`
	// Labels are added to the FlinkSessionJob.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations of the FlinkSessionJob.
	Annotations map[string]string `json:"annotations,omitempty"`

	Program `json:",inline"`

	// FlinkConfiguration holds options of this job over those of the cluster.
	FlinkConfiguration map[string]string `json:"flinkConfiguration,omitempty"`
	// RestartNonce restarts the job whenever it changes to another number.
	RestartNonce *int64 `json:"restartNonce,omitempty"`
}

// SetDefaults gives a job of a stack file the defaults of a session job.
func (j *SessionJob) SetDefaults() {
	*j = SessionJob{Program: Program{Parallelism: 1, UpgradeMode: "savepoint", State: "running"}}
}

func sessionJob(v Values, j SessionJob) *v1beta1.FlinkSessionJob {
	return &v1beta1.FlinkSessionJob{
		TypeMeta: v1beta1.TypeOf(v1beta1.KindFlinkSessionJob),
		ObjectMeta: metav1.ObjectMeta{
			Name:        j.Name,
			Namespace:   v.Namespace,
			Labels:      labels(v, j.Labels),
			Annotations: annotations(v, j.Annotations),
		},
		Spec: v1beta1.FlinkSessionJobSpec{
			DeploymentName:     v.Name,
			Job:                jobSpec(j.Program),
			FlinkConfiguration: j.FlinkConfiguration,
			RestartNonce:       j.RestartNonce,
		},
	}
}
