package lifecycle

import (
	"strings"

	"github.com/flinkgen/flinkgen/pkg/plan"
)

// managed refuses what the operator has no job object for, and says what
// serves there. Verb is the subcommand.
func (t target) managed(verb string) error {
	switch t.cluster.DeploymentMode {
	case "blueGreen":
		return t.blueGreen()
	case "standalone":
		return t.refuse("it runs without the operator: stop it with a savepoint over its REST API (POST /jobs/JOB_ID/stop with targetDirectory answers with a request-id), wait until GET /jobs/JOB_ID/savepoints/REQUEST_ID says COMPLETED and where the savepoint is, delete its JobManager's Job with kubectl delete job, and start it again with initialSavepointPath")
	case "native":
		return t.refuse("it runs without the operator: native/%s.sh of component %s stops it with a savepoint (stop), starts it again from a new one (restart) or from the path of another one (restart-from PATH)", t.name, t.component)
	}
	if t.kind != "" {
		return nil
	}
	if len(t.cluster.SessionJobs) == 0 {
		return t.refuse("it is a session cluster without jobs: there is no state to keep")
	}
	commands := make([]string, len(t.cluster.SessionJobs))
	for i, j := range t.cluster.SessionJobs {
		commands[i] = plan.Command("flinkgen", "job", verb, j.Name)
	}
	return t.refuse("it is a session cluster, whose jobs have states of their own: run %s for each of them: %s", verb, strings.Join(commands, "; "))
}

// blueGreen says what is possible with a FlinkBlueGreenDeployment. Releases
// 1.14 and 1.15 do not document suspending one, and the clusters belong to
// the operator.
func (t target) blueGreen() error {
	return t.refuse("operator %s moves a blue/green deployment from one side to the other with a savepoint of its own whenever the template changes, and documents no way to suspend it. For a savepoint by hand create a FlinkStateSnapshot whose jobReference is the FlinkDeployment %s-blue or %s-green, whichever .status.blueGreenState says is active; for more set deploymentMode to application", t.operator.Version, t.name, t.name)
}
