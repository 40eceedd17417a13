package job

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// Snapshot is a savepoint or a checkpoint that the operator takes once. A new
// one takes a new name.
type Snapshot struct {
	// Name of the FlinkStateSnapshot.
	Name string `json:"name"`
	// Labels are added to the FlinkStateSnapshot.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations of the FlinkStateSnapshot.
	Annotations map[string]string `json:"annotations,omitempty"`
	// JobReference names the job by kind and name. Derived: this job. Left out for a savepoint that exists already.
	JobReference *v1beta1.JobReference `json:"jobReference,omitempty"`
	// Savepoint to take, or that exists already.
	Savepoint *v1beta1.SavepointSpec `json:"savepoint,omitempty" chart:"optional"`
	// Checkpoint to take; write {}.
	Checkpoint *v1beta1.CheckpointSpec `json:"checkpoint,omitempty"`
	// BackoffLimit is how often the operator tries again: 0 for never, -1 (the default) without end.
	BackoffLimit *int32 `json:"backoffLimit,omitempty"`
}

func stateSnapshot(v Values, s Snapshot) *v1beta1.FlinkStateSnapshot {
	return &v1beta1.FlinkStateSnapshot{
		TypeMeta: v1beta1.TypeOf(v1beta1.KindFlinkStateSnapshot),
		ObjectMeta: metav1.ObjectMeta{
			Name:        s.Name,
			Namespace:   v.Namespace,
			Labels:      labels(v, s.Labels),
			Annotations: annotations(v, s.Annotations),
		},
		Spec: v1beta1.FlinkStateSnapshotSpec{
			JobReference: s.JobReference,
			Savepoint:    s.Savepoint,
			Checkpoint:   s.Checkpoint,
			BackoffLimit: s.BackoffLimit,
		},
	}
}
