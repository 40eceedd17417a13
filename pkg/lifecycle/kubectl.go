package lifecycle

import (
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/plan"
)

// waitState waits for what the operator says of the job.
func (t target) waitState(state v1beta1.LifecycleState) string {
	return plan.WaitFor(t.resource(), t.namespace, ".status.lifecycleState", string(state))
}

// apply renders the job from its stack, with settings of its program on top,
// and applies it. A setting is quoted already.
func (t target) apply(stack []string, settings ...string) string {
	words := []string{plan.Command(append([]string{"flinkgen", "render"}, stack...)...)}
	for _, setting := range settings {
		words = append(words, "--set", setting)
	}
	return strings.Join(append(words, plan.Command("--component", t.component)), " ") + plan.Apply
}
