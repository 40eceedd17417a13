package upgrade

import (
	"fmt"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/plan"
)

// recreation is the way from v1alpha1, whose objects no later release serves:
// they go, and new ones take over their savepoints.
func (m *maker) recreation() []plan.Step {
	return compact(
		m.check(),
		m.backup(),
		m.suspendWithSavepoints(),
		m.keepSavepoints(),
		m.deleteObjects(),
		m.uninstall(),
		m.deleteDefinition(),
		m.createDefinitions(),
		m.operator(),
		m.createObjects(),
		m.verify(),
	)
}

func (m *maker) suspendWithSavepoints() plan.Step {
	step := plan.Step{
		Title: "Suspend the jobs with a savepoint",
		Why: "Their objects must be deleted, and high-availability data goes with them: only a savepoint is left, also of jobs with upgrade mode last-state. " +
			"Pause what would undo the change, such as Argo CD or Flux.",
	}
	for _, job := range m.suspended() {
		step.Commands = append(step.Commands, patch(job, suspendedWithSavepoint))
		step.WaitFor = append(step.WaitFor, m.waitSuspended(job))
	}
	return step
}

func (m *maker) keepSavepoints() plan.Step {
	step := plan.Step{
		Title: "Keep the paths of the savepoints",
		Why:   "The new objects start from them. Go on only if every line has a path, and the directory of each is there.",
	}
	for _, job := range m.suspended() {
		step.Commands = append(step.Commands,
			fmt.Sprintf("%s=$(%s)", variable(job), plan.Get(job.resource(), job.Namespace, m.from.SavepointField())),
			fmt.Sprintf(`echo "%s: $%s"`, job.resource(), variable(job)))
	}
	return step
}

// variable is the variable of the shell that holds the job's savepoint.
func variable(job Job) string {
	name := strings.Map(func(r rune) rune {
		if r == '-' || r == '.' {
			return '_'
		}
		return r
	}, job.Namespace+"_"+job.Name)
	return "savepoint_" + name
}

func (m *maker) deleteObjects() plan.Step {
	step := plan.Step{
		Title: "Delete the FlinkDeployments",
		Why:   "It must happen while the old operator runs: it has put a finalizer on each object and is the only one to take it away. Claims and savepoints stay.",
	}
	for _, job := range m.Jobs {
		if job.Kind == flink.Deployments {
			step.Commands = append(step.Commands, fmt.Sprintf("kubectl delete %s -n %s", job.resource(), job.Namespace))
			step.WaitFor = append(step.WaitFor, fmt.Sprintf("kubectl wait %s -n %s --for=delete --timeout=5m", job.resource(), job.Namespace))
		}
	}
	return step
}

func (m *maker) uninstall() plan.Step {
	return plan.Step{
		Title:    "Uninstall the old operator",
		Why:      "Operator 0.1.0 cannot work with the new definitions. Its chart was its only form; the release is called as you called it.",
		Commands: []string{fmt.Sprintf("helm uninstall %s -n %s", m.Operator.Name, m.Operator.Namespace)},
		WaitFor:  []string{fmt.Sprintf("kubectl wait deployment/%s -n %s --for=delete --timeout=5m", m.Operator.Name, m.Operator.Namespace)},
	}
}

func (m *maker) deleteDefinition() plan.Step {
	return plan.Step{
		Title: "Delete the CustomResourceDefinition",
		Why: "DANGER: this deletes every FlinkDeployment that is left, in all namespaces, of whoever it is, and with it the cluster and the high-availability data of the job. " +
			"The first command must print that there are none.",
		Commands: []string{
			"kubectl get flinkdeployments --all-namespaces",
			"kubectl delete crd " + definitionNames(m.from.Kinds),
		},
		WaitFor: []string{"kubectl wait crd " + definitionNames(m.from.Kinds) + " --for=delete --timeout=5m"},
	}
}

func (m *maker) createDefinitions() plan.Step {
	return plan.Step{
		Title:    "Create the CustomResourceDefinitions: " + strings.Join(m.to.Kinds, ", "),
		Why:      "They serve v1beta1.",
		Commands: []string{m.render("crds") + plan.Apply},
		WaitFor:  []string{"kubectl wait crd " + definitionNames(m.to.Kinds) + " --for=condition=Established --timeout=1m"},
	}
}

func (m *maker) createObjects() plan.Step {
	step := plan.Step{
		Title: "Create the jobs again",
		Why: "The stack writes them as v1beta1: serviceAccount and memory are mandatory, and podTemplate is no longer a whole Pod. A new object must be in state running. " +
			"Then let Argo CD or Flux go on, with the new version in the stack.",
	}
	stateful := map[string]bool{}
	for _, job := range m.suspended() {
		stateful[job.Namespace+"/"+job.Name] = true
	}
	for _, job := range m.Jobs {
		var more []string
		if stateful[job.Namespace+"/"+job.Name] {
			more = append(more, "--set", fmt.Sprintf(`"%s.initialSavepointPath=$%s"`, job.Section, variable(job)))
		}
		step.Commands = append(step.Commands, m.render(job.Component, more...)+plan.Apply)
		step.WaitFor = append(step.WaitFor, m.waitRunning(job))
	}
	return step
}
