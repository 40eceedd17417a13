package lifecycle

import (
	"fmt"
	"net/url"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/plan"
)

// redeploys says whether a new savepointRedeployNonce starts the suspended job
// from a savepoint: from operator 1.8 on, and for FlinkDeployments. Releases
// up to 1.15.0 try to cancel a suspended FlinkSessionJob first, which fails
// (FLINK-40374).
func (t target) redeploys() bool {
	return t.kind == v1beta1.KindFlinkDeployment && t.operator.AtLeast("1.8.0")
}

// readable refuses a savepoint that the pods of the job cannot read.
func (t target) readable(savepoint string) error {
	uri, err := url.Parse(savepoint)
	if err != nil || uri.Scheme == "" || uri.Path == "" {
		return t.refuse("the savepoint %q is no URI with a scheme: write s3://bucket/…, or file:///… for a path on a shared volume", savepoint)
	}
	if t.kind != v1beta1.KindFlinkDeployment {
		return nil
	}
	values := t.cluster
	values.InitialSavepointPath = savepoint
	if problems := job.Validate(values, field.NewPath(t.path)); len(problems) > 0 {
		return t.refuse("%s", problems.ToAggregate())
	}
	return nil
}

// lastNonce shows the number that the new one must differ from.
func (t target) lastNonce(nonce int64) plan.Step {
	return plan.Step{
		Title:    "Check that the number is new",
		Why:      fmt.Sprintf("If this prints %d, somebody has used it already: write a greater one below.", nonce),
		Commands: []string{plan.Get(t.resource(), t.namespace, ".spec.job.savepointRedeployNonce")},
	}
}

func redeployNote(nonce int64) string {
	return fmt.Sprintf("Write initialSavepointPath, savepointRedeployNonce: %d and state: running into the stack too: applying another number later starts the job from that savepoint once more.", nonce)
}

func (t target) recreationNote() string {
	if t.kind == v1beta1.KindFlinkSessionJob {
		return "Operators up to 1.15.0 do not start a suspended FlinkSessionJob from another savepoint (FLINK-40374), so its object is created again."
	}
	return fmt.Sprintf("Operator %s starts a job from another savepoint only when its object is new, so it is created again; operator 1.8 can do without.", t.operator.Version)
}

// recreate deletes the job's object and creates it with a savepoint, a quoted
// word of the shell.
func (t target) recreate(stack []string, savepoint string) []plan.Step {
	why := "A new object starts from initialSavepointPath."
	if t.kind == v1beta1.KindFlinkSessionJob {
		why += " The component holds the session cluster and its other jobs too: look with kubectl diff -f - first whether they are to change."
	}
	return []plan.Step{{
		Title:    "Delete the object of the job",
		Why:      "Savepoints, checkpoints on volumes and claims stay. High-availability data and the operator's list of savepoints go: be sure that the savepoint is there.",
		Commands: []string{plan.Command("kubectl", "delete", t.resource(), "-n", t.namespace, "--timeout="+plan.Timeout)},
	}, {
		Title:    "Create it again from the savepoint",
		Why:      why,
		Commands: []string{t.apply(stack, t.setting("state", "running"), t.setting("initialSavepointPath", "")+savepoint)},
		WaitFor:  []string{t.waitState(v1beta1.LifecycleStable)},
	}}
}

// setting is an argument of --set for a field of the job's program, quoted.
func (t target) setting(field, value string) string {
	return plan.Quote(t.path + "." + field + "=" + value)
}
