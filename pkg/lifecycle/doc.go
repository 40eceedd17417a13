// Package lifecycle plans how a job of a stack is suspended, resumed, saved
// and brought back to an earlier state, without losing what it knows. Each
// plan has the commands, what to wait for and where the savepoint is, for the
// stack's release of the operator.
//
// It refuses what would lose state, with a Refusal that names the cure. It
// runs nothing and looks at no cluster: it knows the job as the stack has it.
//
// Sources: custom-resource/job-management.md and snapshots.md in the docs of
// apache/flink-kubernetes-operator; DefaultValidator and AbstractJobReconciler
// there; FLINK-30527, FLINK-40374, FLINK-41262.
package lifecycle

import "fmt"

// Refusal says why a step is not planned, and what to do instead.
type Refusal struct {
	// Job as the stack names it.
	Job string
	// Message is the reason with the cure.
	Message string
}

// Error gives the job and the reason.
func (r *Refusal) Error() string { return fmt.Sprintf("job %s: %s", r.Job, r.Message) }
