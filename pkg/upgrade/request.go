package upgrade

import (
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

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
