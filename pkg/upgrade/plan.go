package upgrade

import (
	"fmt"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/plan"
)

// Plan is the way from one release of the operator to another one.
type Plan struct {
	From     string    `json:"from"`
	To       string    `json:"to"`
	Findings []Finding `json:"findings,omitempty"`
	plan.Plan
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

// Runbook is the plan with its findings as notes, for plan.WriteText.
func (p Plan) Runbook() plan.Plan {
	runbook := p.Plan
	if p.Blocked() {
		runbook.Title += " What MUST be solved comes before the first step."
	}
	for _, finding := range p.Findings {
		runbook.Notes = append(runbook.Notes, finding.note())
	}
	return runbook
}

func (f Finding) note() string {
	kind := "note"
	if f.Blocks {
		kind = "MUST"
	}
	return fmt.Sprintf("%s %s in %s: %s", kind, f.Resource, f.Namespace, f.Message)
}

// Make plans an upgrade. It refuses releases that it does not know, and
// downgrades.
func Make(r Request) (Plan, error) {
	from, to, err := releases(r.From, r.To)
	if err != nil {
		return Plan{}, err
	}
	m := &maker{Request: r, from: from, to: to}
	p := Plan{From: from.Version, To: to.Version, Findings: m.findings()}
	p.Title = fmt.Sprintf("Upgrade of the Flink Kubernetes operator from %s to %s. Go through it step by step: each step must be done before the next one begins.", p.From, p.To)
	// What the old release does not know was never created.
	m.Jobs = slices.DeleteFunc(slices.Clone(m.Jobs), func(job Job) bool { return !from.Has(job.Kind) })
	p.Steps = m.steps()
	if m.recreates() {
		p.Steps = m.recreation()
	}
	return p, nil
}

// maker makes one plan.
type maker struct {
	Request
	from, to flink.OperatorRelease
}
