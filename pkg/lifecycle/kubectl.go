package lifecycle

import (
	"strings"

	"fmt"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/plan"
)

// timeout of a wait. A savepoint of much state takes minutes.
const timeout = "15m"

// waitFor is a command that returns when a field of an object has a value.
func waitFor(resource, namespace, field, value string) string {
	return fmt.Sprintf("%s --for=jsonpath='{%s}'=%s --timeout=%s", plan.Command("kubectl", "wait", resource, "-n", namespace), field, plan.Quote(value), timeout)
}

// get is a command that prints a field of an object on a line.
func get(resource, namespace, field string) string {
	return fmt.Sprintf(`%s -o jsonpath='{%s}{"\n"}'`, plan.Command("kubectl", "get", resource, "-n", namespace), field)
}

// waitState waits for what the operator says of the job.
func (t target) waitState(state v1beta1.LifecycleState) string {
	return waitFor(t.resource(), t.namespace, ".status.lifecycleState", string(state))
}

// savepointField is where the operator keeps the savepoint that a suspended
// job goes on from.
func (t target) savepointField() string {
	if t.operator.UpgradeSavepointPath {
		return ".status.jobStatus.upgradeSavepointPath"
	}
	return ".status.jobStatus.savepointInfo.lastSavepoint.location"
}

// apply renders the job from its stack, with settings of its program on top,
// and applies it. A setting is quoted already.
func (t target) apply(stack []string, settings ...string) string {
	var command strings.Builder
	command.WriteString(plan.Command(append([]string{"flinkgen", "render"}, stack...)...))
	for _, setting := range settings {
		command.WriteString(" --set " + setting)
	}
	return command.String() + " " + plan.Command("--component", t.component) + " | kubectl apply --server-side --force-conflicts -f -"
}
