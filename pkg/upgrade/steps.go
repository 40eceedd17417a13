package upgrade

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/plan"
)

// steps is the way between two releases with the same API version.
func (m *maker) steps() []plan.Step {
	return compact(
		m.check(),
		m.backup(),
		m.suspend(),
		m.savepoints(),
		m.definitions(),
		m.operator(),
		m.resume(),
		m.verify(),
	)
}

// compact leaves out the steps in which there is nothing to do.
func compact(steps ...plan.Step) []plan.Step {
	return slices.DeleteFunc(steps, func(s plan.Step) bool { return len(s.Commands)+len(s.WaitFor) == 0 })
}

func (m *maker) check() plan.Step {
	step := plan.Step{
		Title: "Check that everything is stable",
		Why: fmt.Sprintf("A job that is failing or being changed cannot be upgraded safely. The quick start of operator %s runs on Kubernetes %s, that of %s on %s; the webhook needs %s or newer.",
			m.from.Version, m.from.TestedKubernetes, m.to.Version, m.to.TestedKubernetes, flink.OldestKubernetes),
		Commands: []string{"kubectl version", m.rollout()},
	}
	for _, namespace := range m.namespaces() {
		step.Commands = append(step.Commands, fmt.Sprintf("kubectl get %s -n %s", strings.Join(m.from.Kinds, ","), namespace))
	}
	return step
}

func (m *maker) namespaces() []string {
	var all []string
	for _, job := range m.Jobs {
		all = append(all, job.Namespace)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (m *maker) rollout() string {
	return fmt.Sprintf("kubectl rollout status deployment/%s -n %s --timeout=5m", m.Operator.Name, m.Operator.Namespace)
}

func (m *maker) backup() plan.Step {
	return plan.Step{
		Title: "Save what is there",
		Why:   "The way back to an older release is to create these objects again. They also show in which state each job was.",
		Commands: []string{
			fmt.Sprintf("kubectl get %s --all-namespaces -o yaml > flink-%s.yaml", strings.Join(m.from.Kinds, ","), m.from.Version),
			fmt.Sprintf("kubectl get crd %s -o yaml > crds-%s.yaml", definitionNames(m.from.Kinds), m.from.Version),
		},
	}
}

func definitionNames(kinds []string) string {
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = kind + ".flink.apache.org"
	}
	return strings.Join(names, " ")
}

// suspended are the jobs that the plan suspends and resumes. What keeps no
// state gains nothing by it, and the two sides of a blue/green deployment are
// the operator's alone.
func (m *maker) suspended() []Job {
	return slices.DeleteFunc(slices.Clone(m.Jobs), func(job Job) bool {
		return job.Suspended || job.Kind == flink.BlueGreenDeployments || job.UpgradeMode == "" || job.UpgradeMode == "stateless"
	})
}

func (m *maker) suspend() plan.Step {
	step := plan.Step{
		Title: "Suspend the jobs with their state",
		Why: "A job of upgrade mode savepoint stops with a savepoint, one of last-state keeps its newest checkpoint and its high-availability data. " +
			"Pause what would undo the change, such as Argo CD or Flux. Jobs that keep no state go on running: the operator's upgrade does not touch them.",
	}
	for _, job := range m.suspended() {
		step.Commands = append(step.Commands, patch(job, suspended))
		step.WaitFor = append(step.WaitFor, m.waitSuspended(job))
	}
	return step
}

// waitSuspended waits for what the running release writes when a job is down.
func (m *maker) waitSuspended(job Job) string {
	switch {
	case m.from.LifecycleState:
		return plan.WaitFor(job.resource(), job.Namespace, ".status.lifecycleState", "SUSPENDED")
	case job.Kind == flink.SessionJobs:
		return plan.WaitFor(job.resource(), job.Namespace, ".status.jobStatus.state", "FINISHED")
	}
	return plan.WaitFor(job.resource(), job.Namespace, ".status.jobManagerDeploymentStatus", "MISSING")
}

func (m *maker) savepoints() plan.Step {
	step := plan.Step{
		Title: "Write down where the savepoints are",
		Why:   "The operator finds them by itself when the job resumes. If an object is lost, its job starts from this path as job.initialSavepointPath.",
	}
	for _, job := range m.suspended() {
		if job.UpgradeMode == "savepoint" {
			step.Commands = append(step.Commands, plan.Get(job.resource(), job.Namespace, m.from.SavepointField()))
		}
	}
	return step
}

func (m *maker) definitions() plan.Step {
	var replaced, created []string
	for _, kind := range m.to.Kinds {
		if m.from.Has(kind) {
			replaced = append(replaced, kind)
		} else {
			created = append(created, kind)
		}
	}
	files := "crds-" + m.to.Version + ".yaml"
	step := plan.Step{
		Title: "Replace the CustomResourceDefinitions: " + strings.Join(replaced, ", "),
		Why: "They come before the operator, which writes fields that the old ones would drop. Replacing keeps all objects. " +
			"Helm never does this: it creates what is in crds/ once and does not change it.",
		Commands: []string{
			m.render("crds") + " > " + files,
			"kubectl apply --server-side --force-conflicts -f " + files,
		},
		WaitFor: []string{"kubectl wait crd " + definitionNames(m.to.Kinds) + " --for=condition=Established --timeout=1m"},
	}
	if len(created) > 0 {
		step.Title += "; create " + strings.Join(created, ", ")
	}
	return step
}

func (m *maker) operator() plan.Step {
	return plan.Step{
		Title:            "Upgrade the operator",
		Why:              "Jobs that run go on running without it.",
		Commands:         []string{m.render("operator") + plan.Apply},
		AlternativeWhere: "where Helm installed it",
		Alternative: fmt.Sprintf("helm upgrade --install %s flink-kubernetes-operator --repo https://archive.apache.org/dist/flink/flink-kubernetes-operator-%s/ -n %s -f values.yaml",
			m.Operator.Name, m.to.Version, m.Operator.Namespace),
		WaitFor: []string{m.rollout()},
	}
}

func (m *maker) resume() plan.Step {
	step := plan.Step{
		Title: "Resume the jobs",
		Why:   "Each goes on from the savepoint or the checkpoint that it stopped with. Then let Argo CD or Flux go on, with the new version in the stack.",
	}
	for _, job := range m.suspended() {
		step.Commands = append(step.Commands, patch(job, running))
		step.WaitFor = append(step.WaitFor, m.waitRunning(job))
	}
	return step
}

func (m *maker) waitRunning(job Job) string {
	return plan.WaitFor(job.resource(), job.Namespace, ".status.lifecycleState", "STABLE")
}

func (m *maker) verify() plan.Step {
	step := plan.Step{
		Title: "Check that everything is stable again",
		Why:   "An object with an error says why in status.error.",
	}
	for _, namespace := range m.namespaces() {
		step.Commands = append(step.Commands, fmt.Sprintf("kubectl get %s,%s -n %s -o custom-columns=NAME:.metadata.name,STATE:.status.lifecycleState,ERROR:.status.error", flink.Deployments, flink.SessionJobs, namespace))
	}
	return step
}
