package native

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/memory"
)

// Option is an option of Flink with its value.
type Option struct {
	Key, Value string
}

// Options gives every option that Flink's command line needs for the job, in
// the order of their names: its flinkConfiguration, and what the operator would
// derive from the other fields. Pull secrets, node selectors and tolerations
// are in the pod template, where Flink would add to them.
func Options(v job.Values, version flink.Version) []Option {
	// The Service serves everybody who reaches it, and whoever does can run code.
	configuration := map[string]string{string(flink.RestServiceType): "ClusterIP"}
	maps.Copy(configuration, v.FlinkConfiguration)
	for option, value := range map[flink.Option]string{
		flink.KubernetesNamespace:     v.Namespace,
		flink.KubernetesCluster:       v.Name,
		flink.ContainerImage:          v.Image.Reference(),
		flink.ImagePullPolicy:         string(v.Image.PullPolicy),
		flink.ServiceAccount:          v.ServiceAccount,
		flink.JobManagerReplicas:      replicas(v.JobManager.Replicas),
		flink.JobManagerCPU:           cpu(v.JobManager.Resource),
		flink.TaskManagerCPU:          cpu(v.TaskManager.Resource),
		memory.JobManagerProcessSize:  v.JobManager.Resource.Memory,
		memory.TaskManagerProcessSize: v.TaskManager.Resource.Memory,
	} {
		if value != "" {
			configuration[option.Key(version)] = value
		}
	}
	options := make([]Option, 0, len(configuration))
	for key, value := range configuration {
		options = append(options, Option{key, value})
	}
	slices.SortFunc(options, func(a, b Option) int { return cmp.Compare(a.Key, b.Key) })
	return options
}

// replicas is empty for one JobManager: Flink knows the option since 1.14 only.
func replicas(n int32) string {
	if n <= 1 {
		return ""
	}
	return strconv.Itoa(int(n))
}

func cpu(r job.Resource) string { return strconv.FormatFloat(r.CPU, 'f', -1, 64) }
