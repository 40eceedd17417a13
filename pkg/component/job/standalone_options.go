package job

import (
	"strconv"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// standaloneOptions are those that the operator would set, and the ports that
// Flink would choose at random: the Services, the probes and the resources of
// the pods depend on them.
func standaloneOptions(v Values) map[flink.Option]string {
	all := map[flink.Option]string{
		flink.JobManagerPort:    number(JobManagerPort),
		flink.BlobServerPort:    number(BlobServerPort),
		flink.TaskManagerPort:   number(TaskManagerPort),
		flink.RESTPort:          number(restPort),
		flink.JobManagerMemory:  processSize(v.JobManager.Resource),
		flink.TaskManagerMemory: processSize(v.TaskManager.Resource),
	}
	if !v.Session() {
		all[flink.DefaultParallelism] = number(v.Parallelism)
	}
	switch v.HighAvailability.Type {
	case "kubernetes":
		all[flink.KubernetesCluster], all[flink.KubernetesNamespace] = v.Name, v.Namespace
	case "zookeeper":
		all[flink.HighAvailabilityCluster] = "/" + v.Namespace + "/" + v.Name
		all[flink.JobManagerPortZookeeper] = number(JobManagerPort)
	default:
		all[flink.JobManagerAddress] = v.Name + "-" + roleJobManager
	}
	return all
}

// processSize is the memory of a pod in Flink's syntax, nothing where it
// cannot be read.
func processSize(r Resource) string {
	release, _ := flink.Operator("")
	bytes, err := release.ParseResourceMemory(r.Memory)
	switch {
	case err != nil:
		return ""
	case bytes%(1<<20) == 0:
		return strconv.FormatInt(bytes>>20, 10) + "m"
	default:
		return strconv.FormatInt(bytes, 10) + "b"
	}
}
