package upgrade

import (
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/plan"
)

// The values that a job's spec is patched with.
const (
	suspended              = `{"spec":{"job":{"state":"suspended"}}}`
	suspendedWithSavepoint = `{"spec":{"job":{"state":"suspended","upgradeMode":"savepoint"}}}`
	running                = `{"spec":{"job":{"state":"running"}}}`
)

func patch(job Job, value string) string {
	return plan.Command("kubectl", "patch", job.resource(), "-n", job.Namespace, "--type=merge", "-p", value)
}

// render is a command that prints a component of the stack with the new
// operator. More arguments are quoted already.
func (m *maker) render(component string, more ...string) string {
	words := slices.Concat([]string{"flinkgen", "render"}, m.Stack, []string{"--set", "operator.version=" + m.to.Version})
	return strings.Join(slices.Concat([]string{plan.Command(words...)}, more, []string{plan.Command("--component", component)}), " ")
}
