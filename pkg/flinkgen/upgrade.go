package flinkgen

import (
	"fmt"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/pkg/upgrade"
)

// PlanUpgrade plans the upgrade of the operator of a stack from one release to
// another one; the newest where to is empty. The stack may be written for
// either, whatever version it names.
func PlanUpgrade(o LoadOptions, from, to string) (upgrade.Plan, error) {
	request := upgrade.Request{From: from, To: to, Stack: o.arguments()}
	if _, err := upgrade.Make(request); err != nil {
		return upgrade.Plan{}, err
	}
	s, err := completeFor(o, from, to)
	if err != nil {
		return upgrade.Plan{}, err
	}
	operator := s.Spec.Operator
	request.Operator = upgrade.Operator{Name: operator.Name, Namespace: operator.Namespace, Configuration: operator.DefaultConfiguration}
	if request.Jobs, err = upgradedJobs(s); err != nil {
		return upgrade.Plan{}, err
	}
	return upgrade.Make(request)
}

// completeFor completes the stack for the release that runs, or else for the
// new one: jobs may be of a Flink version that only one of them runs. The
// oldest release that stacks can have stands in for those before it.
func completeFor(o LoadOptions, from, to string) (*stack.Stack, error) {
	documents, err := o.documents()
	if err != nil {
		return nil, err
	}
	known := catalog.Versions(catalog.FlinkOperator)
	if !slices.Contains(known, from) {
		from = known[len(known)-1]
	}
	if to == "" {
		to = known[0]
	}
	var first error
	for _, release := range []string{from, to} {
		s, err := stack.Load(stack.LoadOptions{Documents: documents, Environment: o.Environment, Set: o.Set})
		if err != nil {
			return nil, err
		}
		s.Spec.Operator.Version = release
		if err = stack.Complete(s); err == nil {
			return s, nil
		}
		if first == nil {
			first = fmt.Errorf("the stack does not fit operator %s:\n%w", release, err)
		}
	}
	return nil, first
}

// upgradedJobs are the jobs of a completed stack that the operator runs.
func upgradedJobs(s *stack.Stack) ([]upgrade.Job, error) {
	var jobs []upgrade.Job
	count := map[string]int{}
	for _, j := range s.Spec.Jobs {
		count[j.Name]++
	}
	components := stack.JobComponents(s)
	for i, j := range s.Spec.Jobs {
		if !j.Runs() {
			continue
		}
		version, err := flink.ParseVersion(j.FlinkVersion)
		if err != nil {
			return nil, err
		}
		section := fmt.Sprintf("jobs[name=%s]", j.Name)
		if count[j.Name] > 1 {
			section = fmt.Sprintf("jobs[%d]", i)
		}
		job := upgrade.Job{
			Kind: flink.Deployments, Name: j.Name, Namespace: j.Namespace, Component: components[i], Section: section,
			FlinkVersion: version, UpgradeMode: j.UpgradeMode, Suspended: j.State == "suspended", JarURI: j.JarURI, Configuration: j.FlinkConfiguration,
		}
		switch j.DeploymentMode {
		case "application":
			jobs = append(jobs, job)
		case "blueGreen":
			job.Kind = flink.BlueGreenDeployments
			jobs = append(jobs, job)
		case "session":
			job.UpgradeMode, job.Suspended = "", false
			jobs = append(jobs, job)
			for k, session := range j.SessionJobs {
				one := job
				one.Kind, one.Name, one.Section = flink.SessionJobs, session.Name, fmt.Sprintf("%s.sessionJobs[%d]", section, k)
				one.UpgradeMode, one.Suspended, one.JarURI = session.UpgradeMode, session.State == "suspended", session.JarURI
				one.Configuration = session.FlinkConfiguration
				jobs = append(jobs, one)
			}
		}
	}
	return jobs, nil
}

// arguments are the flags that name the stack. Standard input has no name to
// read it again by.
func (o LoadOptions) arguments() []string {
	var arguments []string
	for _, file := range o.Files {
		if file == "-" {
			file = "stack.yaml"
		}
		arguments = append(arguments, "-f", file)
	}
	if o.Environment != "" {
		arguments = append(arguments, "-e", o.Environment)
	}
	for _, expression := range o.Set {
		arguments = append(arguments, "--set", expression)
	}
	return arguments
}
