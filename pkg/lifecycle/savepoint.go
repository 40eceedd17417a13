package lifecycle

import (
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/plan"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// SavepointOptions say what is taken.
type SavepointOptions struct {
	// Checkpoint asks for a checkpoint instead of a savepoint.
	Checkpoint bool
	// Name of the FlinkStateSnapshot; empty for <job>-savepoint or
	// <job>-checkpoint. Operators before 1.10 have no such object.
	Name string
}

// what is taken, in a word.
func (o SavepointOptions) what() string {
	if o.Checkpoint {
		return "checkpoint"
	}
	return "savepoint"
}

// Savepoint plans a savepoint or a checkpoint of a running job of a completed
// stack. The error is a Refusal where none can be taken.
func Savepoint(s *stack.Stack, name string, o SavepointOptions) (plan.Plan, error) {
	t, err := find(s, name)
	if err != nil {
		return plan.Plan{}, err
	}
	if err := t.managed("savepoint"); err != nil {
		return plan.Plan{}, err
	}
	if err := t.savable(o); err != nil {
		return plan.Plan{}, err
	}
	step := t.triggered
	if t.operator.Has(flink.StateSnapshots) {
		step = t.snapshot
	} else if o.Name != "" {
		return plan.Plan{}, fmt.Errorf("operator %s has no FlinkStateSnapshot that could have a name: leave it out", t.operator.Version)
	}
	p := plan.Plan{Title: fmt.Sprintf("Take a %s of job %s in namespace %s (operator %s). It goes on running.", o.what(), t.name, t.namespace, t.operator.Version)}
	if o.Checkpoint {
		p.Notes = []string{"Checkpoints are Flink's own: it deletes this one when newer ones have come. Take a savepoint for what is to stay."}
	}
	p.Steps, err = step(o)
	return p, err
}

func (t target) savable(o SavepointOptions) error {
	switch {
	case t.program.State == string(v1beta1.JobStateSuspended):
		return t.refuse("the stack has it suspended, and only a running job takes a %s: resume it first, or use the savepoint that it was suspended with", o.what())
	case o.Checkpoint && !t.operator.AtLeast("1.7.0"):
		return t.refuse("operator %s takes no checkpoints on demand: take a savepoint", t.operator.Version)
	case o.Checkpoint && !t.set(flink.CheckpointDirectory):
		return t.refuse("it has no directory for checkpoints: set checkpoints.dir and apply the stack first")
	case !o.Checkpoint && !t.set(flink.SavepointDirectory):
		return t.refuse("it has no directory for savepoints: set savepoints.dir of the job and apply the stack first")
	}
	return nil
}

// snapshot takes it with an object of its own.
func (t target) snapshot(o SavepointOptions) ([]plan.Step, error) {
	object := &v1beta1.FlinkStateSnapshot{
		TypeMeta: v1beta1.TypeOf(v1beta1.KindFlinkStateSnapshot),
		ObjectMeta: metav1.ObjectMeta{
			Name: o.Name, Namespace: t.namespace,
			Labels: component.Labels(component.Selector("flink-job", t.cluster.Name), t.cluster.Labels),
		},
		Spec: v1beta1.FlinkStateSnapshotSpec{JobReference: &v1beta1.JobReference{Kind: v1beta1.JobKind(t.kind), Name: t.name}},
	}
	if object.Name == "" {
		object.Name = t.name + "-" + o.what()
	}
	if problems := validation.IsDNS1123Subdomain(object.Name); len(problems) > 0 {
		return nil, fmt.Errorf("%q cannot be the name of a FlinkStateSnapshot: %s", object.Name, problems[0])
	}
	why := "The object can be made once: give the next one another --name."
	if o.Checkpoint {
		object.Spec.Checkpoint = &v1beta1.CheckpointSpec{}
	} else {
		object.Spec.Savepoint = &v1beta1.SavepointSpec{DisposeOnDelete: new(false)}
		why += " With disposeOnDelete: false the files outlive it: upstream's default deletes them together with the object."
	}
	manifest, err := document(object)
	if err != nil {
		return nil, err
	}
	resource := "flinkstatesnapshot/" + object.Name
	return []plan.Step{{
		Title: "Take the " + o.what(), Why: why, Manifest: manifest,
		Commands: []string{"kubectl create -f - <<'EOF'\n" + manifest + "EOF"},
		WaitFor:  []string{plan.WaitFor(resource, t.namespace, ".status.state", string(v1beta1.SnapshotCompleted))},
	}, {
		Title:    "Write down where it is",
		Why:      "If the wait ended without success, .status.error says why.",
		Commands: []string{plan.Get(resource, t.namespace, ".status.path"), plan.Get(resource, t.namespace, ".status.error")},
	}}, nil
}

// triggered takes it with a new number in the job's own object.
func (t target) triggered(o SavepointOptions) ([]plan.Step, error) {
	field, info, location := "savepointTriggerNonce", ".status.jobStatus.savepointInfo.lastSavepoint", ".location"
	nonce := next(t.program.SavepointTriggerNonce)
	change := jobChange{SavepointTriggerNonce: nonce}
	if o.Checkpoint {
		field, info, location = "checkpointTriggerNonce", ".status.jobStatus.checkpointInfo.lastCheckpoint", ""
		nonce = next(t.program.CheckpointTriggerNonce)
		change = jobChange{CheckpointTriggerNonce: nonce}
	}
	command, manifest, err := t.patch(change)
	return []plan.Step{{
		Title:    "Check that the number is new",
		Why:      fmt.Sprintf("Only a change of %s takes a %s. If this prints %d, write a greater number below.", field, o.what(), *nonce),
		Commands: []string{plan.Get(t.resource(), t.namespace, ".spec.job."+field)},
	}, {
		Title: "Take the " + o.what(), Why: fmt.Sprintf("Write %s: %d into the stack too: applying another number takes another one.", field, *nonce), Manifest: manifest,
		Commands: []string{command},
		WaitFor:  []string{plan.WaitFor(t.resource(), t.namespace, info+".triggerNonce", fmt.Sprint(*nonce))},
	}, {
		Title:    "Write down where it is",
		Why:      "If the wait ended without success, .status.error says why.",
		Commands: []string{plan.Get(t.resource(), t.namespace, info+location), plan.Get(t.resource(), t.namespace, ".status.error")},
	}}, err
}
