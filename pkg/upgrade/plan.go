package upgrade

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1/crds"
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

// Request is what a plan depends on.
type Request struct {
	// From and To are releases of the operator, such as 1.5.0.
	From, To string
	// Operator is the operator as it runs.
	Operator Operator
	// Jobs that the operator runs.
	Jobs []Job
	// Stack are the arguments of flinkgen that name the stack, such as
	// -f stack.yaml.
	Stack []string
}

// Operator is what the plan must know of the operator.
type Operator struct {
	// Name of its Deployment, and its Namespace.
	Name, Namespace string
	// Configuration are the options that were set.
	Configuration map[string]string
}

// Job is a job that the operator runs.
type Job struct {
	// Kind by plural name: flink.Deployments, flink.SessionJobs or
	// flink.BlueGreenDeployments.
	Kind            string
	Name, Namespace string
	// Component of the stack that renders it, such as job-etl, and Section,
	// its entry in a path of --set, such as jobs[name=etl].
	Component, Section string
	FlinkVersion       flink.Version
	// UpgradeMode is savepoint, last-state or stateless; empty for a session
	// cluster without a job of its own.
	UpgradeMode string
	// Suspended says that it does not run.
	Suspended bool
	// JarURI is where the jar is.
	JarURI string
	// Configuration of Flink.
	Configuration map[string]string
}

// resource is the job as kubectl names it.
func (j Job) resource() string { return strings.TrimSuffix(j.Kind, "s") + "/" + j.Name }

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

func releases(fromVersion, toVersion string) (from, to flink.OperatorRelease, err error) {
	from, known := flink.Operator(fromVersion)
	if fromVersion == "" || !known {
		return from, to, fmt.Errorf("operator version %q is not known: write one of %s", fromVersion, everyRelease())
	}
	to, known = flink.Operator(toVersion)
	switch {
	case !known:
		return from, to, fmt.Errorf("operator version %q is not known: write one of %s", toVersion, strings.Join(crds.Releases(), ", "))
	case from.Version == to.Version:
		return from, to, fmt.Errorf("the operator is %s already: write another --to", to.Version)
	case from.AtLeast(to.Version):
		return from, to, downgrade(from, to)
	case !slices.Contains(crds.Releases(), to.Version):
		return from, to, fmt.Errorf("the CRDs of operator %s are not known: upgrade to one of %s", to.Version, strings.Join(crds.Releases(), ", "))
	}
	return from, to, nil
}

func everyRelease() string {
	var versions []string
	for _, release := range flink.Operators() {
		versions = append(versions, release.Version)
	}
	slices.Reverse(versions)
	return strings.Join(versions, ", ")
}

// downgrade says what an older release does not have. Its CRDs would cut the
// fields off that it does not know, of the objects and of their status, where
// the operator keeps what it last deployed.
func downgrade(from, to flink.OperatorRelease) error {
	var lost []string
	for _, kind := range from.Kinds {
		if !to.Has(kind) {
			lost = append(lost, "all "+kind)
		}
	}
	if from.Newest != to.Newest {
		lost = append(lost, fmt.Sprintf("jobs of Flink after %s", to.Newest))
	}
	for _, feature := range []struct {
		from, to bool
		name     string
	}{
		{from.FreeForm, to.FreeForm, "nested flinkConfiguration"},
		{from.IngressLabels, to.IngressLabels, "tls and labels of ingresses"},
		{from.Quantities, to.Quantities, "memory written as 2Gi"},
		{from.UpgradeSavepointPath, to.UpgradeSavepointPath, "the savepoint that suspended jobs go on from (status.jobStatus.upgradeSavepointPath)"},
		{from.Standalone, to.Standalone, "mode: standalone"},
		{from.APIVersion != "v1alpha1", to.APIVersion != "v1alpha1", "every object of v1beta1"},
	} {
		if feature.from && !feature.to {
			lost = append(lost, feature.name)
		}
	}
	lost = append(lost, "fields and status that the older CRDs do not know")
	return fmt.Errorf("%s to %s is a downgrade, which the operator does not support; it loses %s: restore the older objects from a backup instead", from.Version, to.Version, strings.Join(lost, ", "))
}
