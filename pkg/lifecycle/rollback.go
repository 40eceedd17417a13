package lifecycle

import (
	"errors"
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/plan"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// RollbackOptions say what a job goes back to.
type RollbackOptions struct {
	// To is the completed stack with the earlier job; nil keeps the job as it
	// is.
	To *stack.Stack
	// FromSavepoint is the path of an earlier savepoint; empty to choose one
	// while the plan is carried out.
	FromSavepoint string
	// Stack are the arguments of flinkgen that name the stack that the job
	// goes back to, such as -f stack.yaml.
	Stack []string
}

// errNoEarlier asks for what a way back needs.
var errNoEarlier = errors.New("say what to go back to: an earlier stack with --to, a savepoint with --from-savepoint, or both")

// Rollback plans how a job of a completed stack returns to an earlier program,
// an earlier state, or both, always from a savepoint. The error is a Refusal
// where there is none to start from.
func Rollback(s *stack.Stack, name string, o RollbackOptions) (plan.Plan, error) {
	if o.To == nil && o.FromSavepoint == "" {
		return plan.Plan{}, errNoEarlier
	}
	now, err := find(s, name)
	if err != nil {
		return plan.Plan{}, err
	}
	if err := now.managed("rollback-plan"); err != nil {
		return plan.Plan{}, err
	}
	then := now
	if o.To != nil {
		if then, err = find(o.To, name); err != nil {
			return plan.Plan{}, fmt.Errorf("the stack to go back to: %w", err)
		}
	}
	if err := now.returnable(then, o); err != nil {
		return plan.Plan{}, err
	}
	return now.rollback(then, o)
}

// returnable refuses what no savepoint carries over.
func (t target) returnable(then target, o RollbackOptions) error {
	if then.kind != t.kind || then.namespace != t.namespace || then.cluster.Name != t.cluster.Name {
		return t.refuse("it is %s in namespace %s, and in the earlier stack %s in namespace %s: the operator does not turn one into the other", t.resource(), t.namespace, then.resource(), then.namespace)
	}
	if o.FromSavepoint != "" {
		return then.readable(o.FromSavepoint)
	}
	if !t.set(flink.SavepointDirectory) {
		return t.refuse("it has no directory for savepoints, so there is none to go back to: name one with --from-savepoint")
	}
	return nil
}

func (t target) rollback(then target, o RollbackOptions) (plan.Plan, error) {
	nonce := next(t.program.SavepointRedeployNonce, then.program.SavepointRedeployNonce)
	p := plan.Plan{
		Title: fmt.Sprintf("Bring job %s in namespace %s back to an earlier %s (operator %s).", t.name, t.namespace, t.back(then, o), t.operator.Version),
		Notes: []string{
			"What the job has learnt since that savepoint is lost. Sources that can be read again are read from there, so results since then are written a second time unless the sink is transactional or idempotent.",
			"Pause what would undo the change, such as Argo CD or Flux.",
		},
	}
	if o.To != nil && then.cluster.FlinkVersion != t.cluster.FlinkVersion {
		p.Notes = append(p.Notes, fmt.Sprintf("Flink goes from %s back to %s: the savepoint must be one that %s or an older version took. If suspending falls back to high-availability data, the operator refuses the other version (FLINK-30527): then delete the object and create it with the savepoint.", t.cluster.FlinkVersion, then.cluster.FlinkVersion, then.cluster.FlinkVersion))
	}
	p.Steps = []plan.Step{t.choose(o)}
	stop, possible, err := t.stop(then)
	switch {
	case err != nil:
		return p, err
	case possible:
		p.Steps = append(p.Steps, stop)
	default:
		p.Notes = append(p.Notes, "It has neither savepoints nor checkpoints that an operator could stop it with: its present state is lost, and there is no way forward again.")
	}
	if t.redeploys() {
		p.Notes = append(p.Notes, redeployNote(*nonce))
		p.Steps = append(p.Steps, t.lastNonce(*nonce), then.redeploy(o.Stack, chosen, *nonce))
	} else {
		p.Notes = append(p.Notes, t.recreationNote())
		p.Steps = append(p.Steps, then.recreate(o.Stack, chosen)...)
	}
	p.Steps = append(p.Steps, then.verify())
	return p, nil
}

// back says what is earlier.
func (t target) back(then target, o RollbackOptions) string {
	switch {
	case o.To == nil:
		return "state"
	case t.cluster.Image == then.cluster.Image:
		return "version with the same image"
	}
	return fmt.Sprintf("version, from image %s to %s", t.cluster.Image.Reference(), then.cluster.Image.Reference())
}

// chosen is the word of the shell that stands for the savepoint, quoted.
const chosen = `"$SAVEPOINT"`

// choose names the savepoint, or has it chosen.
func (t target) choose(o RollbackOptions) plan.Step {
	if o.FromSavepoint != "" {
		return plan.Step{
			Title:    "See what is saved",
			Why:      "The savepoint to go back to was named. Look whether it is the one that you mean.",
			Commands: []string{t.savepoints(), "SAVEPOINT=" + plan.Quote(o.FromSavepoint)},
		}
	}
	return plan.Step{
		Title:    "Choose the savepoint",
		Why:      "Take the newest one from before the change that is to be undone, below " + flink.SavepointDirectory.Value(t.configuration) + ". The second line stops the script until SAVEPOINT holds its path.",
		Commands: []string{t.savepoints(), `: "${SAVEPOINT:?write SAVEPOINT=PATH with the path of the savepoint first}"`},
	}
}

// savepoints lists those that the operator knows.
func (t target) savepoints() string {
	if t.operator.Has(flink.StateSnapshots) {
		return plan.Command("kubectl", "get", flink.StateSnapshots, "-n", t.namespace) +
			" --sort-by=.metadata.creationTimestamp -o custom-columns=JOB:.spec.jobReference.name,STATE:.status.state,TIME:.status.resultTimestamp,PATH:.status.path"
	}
	return plan.Command("kubectl", "get", t.resource(), "-n", t.namespace) +
		` -o jsonpath='{range .status.jobStatus.savepointInfo.savepointHistory[*]}{.timeStamp} {.triggerType} {.location}{"\n"}{end}'`
}

// stop suspends the job as it is now, so that there is a way forward again,
// if it has one. Suspended in last-state, it could not change its Flink.
func (t target) stop(then target) (step plan.Step, possible bool, err error) {
	for _, mode := range []v1beta1.UpgradeMode{v1beta1.UpgradeModeSavepoint, v1beta1.UpgradeModeLastState} {
		if t.suspendable(mode) != nil || mode == v1beta1.UpgradeModeLastState && then.cluster.FlinkVersion != t.cluster.FlinkVersion {
			continue
		}
		step, err := t.suspendStep(mode)
		step.Title = "Suspend the job as it is now"
		step.Why += " This is the way forward again, should the way back be wrong: write the path down. If the job is too broken for it and the wait ends without success, go on: the way back does not need it."
		step.WaitFor = append(step.WaitFor, plan.Get(t.resource(), t.namespace, t.operator.SavepointField()))
		return step, true, err
	}
	return plan.Step{}, false, nil
}

// redeploy applies the earlier job together with the savepoint to start from.
func (t target) redeploy(stack []string, savepoint string, nonce int64) plan.Step {
	return plan.Step{
		Title: "Deploy the earlier job from the savepoint",
		Why:   "One change has both, so that the operator never runs the one without the other.",
		Commands: []string{t.apply(stack,
			t.setting("state", "running"),
			t.setting("savepointRedeployNonce", fmt.Sprint(nonce)),
			t.setting("initialSavepointPath", "")+savepoint)},
		WaitFor: []string{t.waitState(v1beta1.LifecycleStable)},
	}
}
