package lifecycle

import (
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/plan"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// SuspendOptions say how a job stops.
type SuspendOptions struct {
	// UpgradeMode is savepoint, last-state or stateless; empty for the job's own.
	UpgradeMode string
}

// Suspend plans how a job of a completed stack stops and keeps its state. The
// error is a Refusal where it would not.
func Suspend(s *stack.Stack, name string, o SuspendOptions) (plan.Plan, error) {
	t, err := find(s, name)
	if err != nil {
		return plan.Plan{}, err
	}
	if err := t.managed("suspend"); err != nil {
		return plan.Plan{}, err
	}
	mode := v1beta1.UpgradeMode(o.UpgradeMode)
	if mode == "" {
		mode = v1beta1.UpgradeMode(t.program.UpgradeMode)
	}
	if mode == "" {
		return plan.Plan{}, t.refuse("it has no upgradeMode, which the operator takes for stateless: name one with --upgrade-mode savepoint or last-state")
	}
	if err := t.suspendable(mode); err != nil {
		return plan.Plan{}, err
	}
	suspend, err := t.suspendStep(mode)
	if err != nil {
		return plan.Plan{}, err
	}
	p := plan.Plan{
		Title: fmt.Sprintf("Suspend job %s in namespace %s (operator %s, upgrade mode %s).", t.name, t.namespace, t.operator.Version, mode),
		Notes: t.suspendNotes(mode),
		Steps: []plan.Step{suspend},
	}
	if evidence, has := t.evidence(mode); has {
		p.Steps = append(p.Steps, evidence)
	}
	return p, nil
}

// suspendable refuses modes that would lose the state.
func (t target) suspendable(mode v1beta1.UpgradeMode) error {
	switch mode {
	case v1beta1.UpgradeModeStateless:
		if t.keepsState() {
			return t.refuse("stateless throws away the state that it keeps: use --upgrade-mode savepoint")
		}
	case v1beta1.UpgradeModeSavepoint:
		if !t.set(flink.SavepointDirectory) {
			return t.refuse("it has no directory for savepoints: set savepoints.dir of the job and apply the stack first")
		}
	case v1beta1.UpgradeModeLastState:
		if !t.set(flink.CheckpointDirectory) || !t.set(flink.CheckpointInterval) {
			return t.refuse("last-state goes on from the newest checkpoint, and it takes none: set checkpoints.dir and checkpoints.interval and apply the stack first, or use --upgrade-mode savepoint")
		}
		if !t.highlyAvailable() && !t.operator.LastStateByCancel {
			return t.refuse("operator %s finds the last state through high availability only: use --upgrade-mode savepoint, or set highAvailability.type to kubernetes and apply the stack first", t.operator.Version)
		}
	default:
		return fmt.Errorf("unknown upgrade mode %q: write savepoint, last-state or stateless", mode)
	}
	return nil
}

func (t target) suspendNotes(mode v1beta1.UpgradeMode) []string {
	notes := []string{"Write state: suspended into the stack too, before it is applied again: a server-side apply reports a conflict with what a patch has changed, and Argo CD and Flux undo it."}
	if string(mode) != t.program.UpgradeMode {
		notes = append(notes, fmt.Sprintf("Write upgradeMode: %s too: the stack says %s, and the job goes on in the mode that its object has when it resumes.", mode, t.program.UpgradeMode))
	}
	if t.program.State == string(v1beta1.JobStateSuspended) {
		notes = append(notes, "The stack has it suspended already. A job that is down stays as it is.")
	}
	if mode == v1beta1.UpgradeModeSavepoint && t.kind == v1beta1.KindFlinkDeployment && !t.highlyAvailable() {
		notes = append(notes, "It has no high availability: should the JobManager, which the operator keeps for a day, be restarted meanwhile, it runs the job again from its first state (FLINK-41262). Set highAvailability.type to kubernetes against that.")
	}
	return notes
}

func (t target) suspendStep(mode v1beta1.UpgradeMode) (plan.Step, error) {
	command, manifest, err := t.patch(jobChange{State: v1beta1.JobStateSuspended, UpgradeMode: mode})
	why := map[v1beta1.UpgradeMode]string{
		v1beta1.UpgradeModeSavepoint: "The job takes a savepoint and stops. It must run for that: where it does not, the operator falls back to the newest checkpoint if it finds it through high availability, or waits.",
		v1beta1.UpgradeModeLastState: "The job stops at once. What it has done since its newest checkpoint it does again later.",
		v1beta1.UpgradeModeStateless: "The job stops at once. It keeps no state.",
	}[mode]
	if mode == v1beta1.UpgradeModeLastState && !t.highlyAvailable() {
		why += " Without high availability the operator asks the job for that checkpoint, so its JobManager must answer."
	}
	return plan.Step{
		Title: "Suspend the job", Why: why, Manifest: manifest,
		Commands: []string{command},
		WaitFor:  []string{t.waitState(v1beta1.LifecycleSuspended)},
	}, err
}

// evidence shows where the state of a suspended job is.
func (t target) evidence(mode v1beta1.UpgradeMode) (plan.Step, bool) {
	switch {
	case mode == v1beta1.UpgradeModeSavepoint, mode == v1beta1.UpgradeModeLastState && t.operator.UpgradeSavepointPath && !t.highlyAvailable():
		return plan.Step{
			Title:    "Write down where the state is",
			Why:      "The operator finds it by itself when the job resumes. Should the object be lost, the job starts from this path: flinkgen job resume --from-savepoint. An empty line means that the operator fell back to high-availability data: then do not delete the object.",
			Commands: []string{plan.Get(t.resource(), t.namespace, t.operator.SavepointField())},
		}, true
	case mode == v1beta1.UpgradeModeLastState && t.kind == v1beta1.KindFlinkDeployment && flink.HighAvailabilityType.Value(t.configuration) == "kubernetes":
		return plan.Step{
			Title:    "Look at the high-availability data",
			Why:      "These ConfigMaps lead to the newest checkpoint. They go when the FlinkDeployment is deleted: do not delete it.",
			Commands: []string{plan.Command("kubectl", "get", "configmaps", "-n", t.namespace) + " -l " + plan.Quote("app="+t.name+",configmap-type=high-availability")},
		}, true
	}
	return plan.Step{}, false
}
