package stack

import (
	"maps"
	"slices"
	"strconv"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/memory"
)

// Clusters completes the stack in place and lists its Flink clusters, also
// those whose memory does not fit, which Complete refuses.
func Clusters(s *Stack) ([]memory.Cluster, error) {
	c := newCompletion(s)
	c.run()
	clusters := make([]memory.Cluster, len(c.clusters))
	for i, cluster := range c.clusters {
		clusters[i] = cluster.Cluster
	}
	return clusters, s.locate(c.errors).Err()
}

// cluster is a Flink cluster and the section that describes it.
type cluster struct {
	memory.Cluster
	at *field.Path
	// checked says that a cluster that does not start is refused.
	checked bool
}

// memory notes what the memory of a job's cluster depends on.
func (c *completion) memory(at *field.Path, j *Job) {
	version, err := flink.ParseVersion(j.FlinkVersion)
	operator, known := flink.Operator(j.OperatorVersion)
	if err != nil || !known {
		return
	}
	configuration := map[string]string{}
	maps.Copy(configuration, j.FlinkConfiguration)
	configuration[string(memory.TaskManagerCores)] = strconv.FormatFloat(j.TaskManager.Resource.CPU, 'f', -1, 64)
	c.clusters = append(c.clusters, cluster{at: at, checked: j.Managed, Cluster: memory.Cluster{
		Name:          j.Name,
		Namespace:     j.Namespace,
		Version:       version,
		Operator:      operator,
		JobManager:    memory.Container{Memory: j.JobManager.Resource.Memory, Field: "jobManager.resource.memory"},
		TaskManager:   memory.Container{Memory: j.TaskManager.Resource.Memory, Field: "taskManager.resource.memory"},
		Configuration: configuration,
	}})
}

// fits derives the memory of every cluster as Flink does when it starts, and
// refuses what Flink would refuse then.
func (c *completion) fits() {
	for _, cluster := range c.clusters {
		if !cluster.checked {
			continue
		}
		for _, problem := range cluster.Derive().Problems {
			role := map[string]string{"TaskManager": "taskManager", "JobManager": "jobManager"}[problem.Process]
			where, value := cluster.at.Child(role, "resource", "memory"), problem.Memory
			if option, written := writtenOption(cluster, problem); written {
				where, value = cluster.at.Child("flinkConfiguration").Key(option), cluster.Configuration[option]
			}
			c.fail(field.Invalid(where, value, "Flink would not start: "+problem.Message+"; "+problem.Cure))
		}
	}
}

// derivedOptions follow from the resources of the pods.
var derivedOptions = []flink.Option{memory.TaskManagerCores, memory.TaskManagerProcessSize, memory.JobManagerProcessSize}

// writtenOption is the option of the cluster that a problem is about, if it is
// about one.
func writtenOption(c cluster, problem memory.Problem) (string, bool) {
	i := slices.IndexFunc(problem.Options, func(option string) bool {
		_, written := c.Configuration[option]
		return written && !slices.Contains(derivedOptions, flink.Option(option))
	})
	if i < 0 {
		return "", false
	}
	return problem.Options[i], true
}
