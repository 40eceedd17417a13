package lifecycle

import (
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/plan"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// ResumeOptions say what a job goes on from.
type ResumeOptions struct {
	// FromSavepoint is the path of a savepoint; empty for what the job was
	// suspended with.
	FromSavepoint string
	// SuspendedWith is the completed stack that the job was suspended with, if
	// it was another one.
	SuspendedWith *stack.Stack
	// Stack are the arguments of flinkgen that name the stack, such as
	// -f stack.yaml.
	Stack []string
}

// Resume plans how a suspended job of a completed stack goes on. The error is
// a Refusal where it would lose its state.
func Resume(s *stack.Stack, name string, o ResumeOptions) (plan.Plan, error) {
	t, err := find(s, name)
	if err != nil {
		return plan.Plan{}, err
	}
	if err := t.managed("resume"); err != nil {
		return plan.Plan{}, err
	}
	if o.FromSavepoint != "" {
		return t.resumeFrom(o)
	}
	if t.program.UpgradeMode == string(v1beta1.UpgradeModeStateless) && t.keepsState() {
		return plan.Plan{}, t.refuse("its upgrade mode is stateless, in which it starts empty: set upgradeMode to savepoint and apply the stack first, or name a savepoint with --from-savepoint")
	}
	if err := t.sameFlink(o.SuspendedWith, name); err != nil {
		return plan.Plan{}, err
	}
	command, manifest, err := t.patch(jobChange{State: v1beta1.JobStateRunning})
	if err != nil {
		return plan.Plan{}, err
	}
	p := plan.Plan{Title: fmt.Sprintf("Resume job %s in namespace %s (operator %s).", t.name, t.namespace, t.operator.Version)}
	if t.changesFlink() {
		p.Steps = append(p.Steps, t.compareFlink())
	}
	p.Steps = append(p.Steps, plan.Step{
		Title: "Resume the job", Why: "It goes on from the state that it was suspended with.", Manifest: manifest,
		Commands: []string{command},
		WaitFor:  []string{t.waitState(v1beta1.LifecycleStable)},
	}, t.verify())
	return p, nil
}

// resumeFrom starts the job from a savepoint.
func (t target) resumeFrom(o ResumeOptions) (plan.Plan, error) {
	if err := t.readable(o.FromSavepoint); err != nil {
		return plan.Plan{}, err
	}
	p := plan.Plan{
		Title: fmt.Sprintf("Resume job %s in namespace %s from a savepoint (operator %s).", t.name, t.namespace, t.operator.Version),
		Notes: []string{"The state that the job was suspended with is left behind: look first that the savepoint is the one that you mean."},
	}
	if !t.redeploys() {
		p.Notes = append(p.Notes, t.recreationNote())
		p.Steps = append(t.recreate(o.Stack, plan.Quote(o.FromSavepoint)), t.verify())
		return p, nil
	}
	nonce := next(t.program.SavepointRedeployNonce)
	p.Notes = append(p.Notes, redeployNote(*nonce))
	command, manifest, err := t.patch(jobChange{State: v1beta1.JobStateRunning, InitialSavepointPath: o.FromSavepoint, SavepointRedeployNonce: nonce})
	if err != nil {
		return plan.Plan{}, err
	}
	p.Steps = []plan.Step{t.lastNonce(*nonce), {
		Title: "Start the job from the savepoint", Why: "The new number makes the operator read initialSavepointPath again.", Manifest: manifest,
		Commands: []string{command},
		WaitFor:  []string{t.waitState(v1beta1.LifecycleStable)},
	}, t.verify()}
	return p, nil
}

// changesFlink says whether the operator refuses another Flink version while
// the job is suspended (FLINK-30527).
func (t target) changesFlink() bool {
	return t.kind == v1beta1.KindFlinkDeployment && t.program.UpgradeMode == string(v1beta1.UpgradeModeLastState)
}

// sameFlink refuses a change of Flink between suspend and resume: one version
// may not read the high-availability data of another one.
func (t target) sameFlink(suspendedWith *stack.Stack, name string) error {
	if suspendedWith == nil || !t.changesFlink() {
		return nil
	}
	before, err := find(suspendedWith, name)
	if err != nil {
		return fmt.Errorf("the stack that the job was suspended with: %w", err)
	}
	if was, is := before.cluster.FlinkVersion, t.cluster.FlinkVersion; was != is {
		return t.refuse("it was suspended in last-state with Flink %s, and the stack says %s: resume it with %s, then change the version while it runs", was, is, was)
	}
	return nil
}

func (t target) compareFlink() plan.Step {
	version := t.cluster.FlinkVersion
	return plan.Step{
		Title: "Check that Flink is the same",
		Why:   "A job suspended in last-state must resume with the version of Flink that it was suspended with: the operator refuses another one, and its state would be at risk. Go on only if this prints nothing.",
		Commands: []string{
			plan.Get(t.resource(), t.namespace, ".status.reconciliationStatus.lastReconciledSpec") + ` | grep -qF ` + plan.Quote(`"flinkVersion":"`+version+`"`) + " ||\n  echo " + plan.Quote("not Flink "+version+": resume with the old version, then change it while the job runs"),
		},
	}
}

func (t target) verify() plan.Step {
	return plan.Step{
		Title: "Check what it started from",
		Why:   "The JobManager writes which savepoint or checkpoint it restores. Nothing printed means that it started empty: suspend it again before it writes results.",
		Commands: []string{
			plan.Command("kubectl", "logs", "-n", t.namespace, "deployment/"+t.cluster.Name) + ` | grep -iE 'from (savepoint|checkpoint)|restoring job'`,
		},
	}
}
