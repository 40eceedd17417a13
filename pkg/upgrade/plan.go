package upgrade

import (
	"slices"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// Plan is the way from one release of the operator to another one.
type Plan struct {
	From     string    `json:"from"`
	To       string    `json:"to"`
	Findings []Finding `json:"findings,omitempty"`
	Steps    []Step    `json:"steps"`
}

// Step is done as a whole before the next one.
type Step struct {
	Title string `json:"title"`
	// Why explains the step, in sentences.
	Why string `json:"why"`
	// Commands of the shell, in order.
	Commands []string `json:"commands,omitempty"`
	// Alternative is a command to run instead where Helm installed the operator.
	Alternative string `json:"alternative,omitempty"`
	// WaitFor are commands that return when the step is done.
	WaitFor []string `json:"waitFor,omitempty"`
}

// Finding is something to know or to change before the upgrade.
type Finding struct {
	// Resource is what it is about, as kubectl names it.
	Resource  string `json:"resource"`
	Namespace string `json:"namespace"`
	// Blocks says that the upgrade must not begin before it is solved.
	Blocks  bool   `json:"blocks"`
	Message string `json:"message"`
}

// Blocked says whether something must be solved before the upgrade.
func (p Plan) Blocked() bool {
	return slices.ContainsFunc(p.Findings, func(f Finding) bool { return f.Blocks })
}

// Make plans an upgrade. It refuses releases that it does not know, and
// downgrades.
func Make(r Request) (Plan, error) {
	from, to, err := releases(r.From, r.To)
	if err != nil {
		return Plan{}, err
	}
	m := &maker{Request: r, from: from, to: to}
	plan := Plan{From: from.Version, To: to.Version, Findings: m.findings()}
	// What the old release does not know was never created.
	m.Jobs = slices.DeleteFunc(slices.Clone(m.Jobs), func(job Job) bool { return !from.Has(job.Kind) })
	plan.Steps = m.steps()
	if m.recreates() {
		plan.Steps = m.recreation()
	}
	return plan, nil
}

// maker makes one plan.
type maker struct {
	Request
	from, to flink.OperatorRelease
}
