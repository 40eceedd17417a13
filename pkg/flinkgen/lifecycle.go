package flinkgen

import (
	"github.com/flinkgen/flinkgen/pkg/lifecycle"
	"github.com/flinkgen/flinkgen/pkg/plan"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// PlanSuspend plans how a job of a stack stops and keeps its state, in an
// upgrade mode or, where that is empty, in its own. What would lose state is a
// *lifecycle.Refusal, here and in the plans below.
func PlanSuspend(o LoadOptions, name, upgradeMode string) (plan.Plan, error) {
	s, err := complete(o)
	if err != nil {
		return plan.Plan{}, err
	}
	return lifecycle.Suspend(s, name, lifecycle.SuspendOptions{UpgradeMode: upgradeMode})
}

// PlanResume plans how a suspended job goes on, from a savepoint or, where
// that is empty, from what it was suspended with. SuspendedWith are the stack
// files of that time, if they were others.
func PlanResume(o LoadOptions, name, fromSavepoint string, suspendedWith []string) (plan.Plan, error) {
	s, err := complete(o)
	if err != nil {
		return plan.Plan{}, err
	}
	before, _, err := earlier(o, suspendedWith)
	if err != nil {
		return plan.Plan{}, err
	}
	return lifecycle.Resume(s, name, lifecycle.ResumeOptions{FromSavepoint: fromSavepoint, SuspendedWith: before, Stack: o.arguments()})
}

// PlanSavepoint plans a savepoint, or a checkpoint, of a running job.
func PlanSavepoint(o LoadOptions, name string, options lifecycle.SavepointOptions) (plan.Plan, error) {
	s, err := complete(o)
	if err != nil {
		return plan.Plan{}, err
	}
	return lifecycle.Savepoint(s, name, options)
}

// PlanRollback plans how a job returns to what it is in the stack files to,
// from a savepoint that is named or chosen on the way, or only to an earlier
// savepoint where there are no such files.
func PlanRollback(o LoadOptions, name string, to []string, fromSavepoint string) (plan.Plan, error) {
	s, err := complete(o)
	if err != nil {
		return plan.Plan{}, err
	}
	then, arguments, err := earlier(o, to)
	if err != nil {
		return plan.Plan{}, err
	}
	return lifecycle.Rollback(s, name, lifecycle.RollbackOptions{To: then, FromSavepoint: fromSavepoint, Stack: arguments})
}

func complete(o LoadOptions) (*stack.Stack, error) {
	s, err := Load(o)
	if err != nil {
		return nil, err
	}
	return s, stack.Complete(s)
}

// earlier is the completed stack of other files in the same environment, and
// the arguments that name it; nil and the present arguments without files.
func earlier(o LoadOptions, files []string) (*stack.Stack, []string, error) {
	if len(files) == 0 {
		return nil, o.arguments(), nil
	}
	o.Files = files
	s, err := complete(o)
	return s, o.arguments(), err
}
