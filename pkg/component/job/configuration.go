package job

import (
	"fmt"
	"maps"
	"strconv"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// artifactDirectory is where a jar that Flink fetches itself is put; the
// directory in the image is read-only.
const artifactDirectory = "/tmp/flink-artifacts"

// Configuration is the flinkConfiguration of the job: what its sections say
// (checkpoints, savepoints, highAvailability, …) under the option names that
// its Flink version knows and, where the operator runs the job, the operator
// too, and what is written in v.FlinkConfiguration already, which wins under
// every name of an option.
func Configuration(v Values) (map[string]string, error) {
	version, err := flink.ParseVersion(v.FlinkVersion)
	if err != nil {
		return nil, err
	}
	operator, known := flink.Operator(v.OperatorVersion)
	if !known {
		return nil, fmt.Errorf("unknown version %q of the Flink operator", v.OperatorVersion)
	}
	names := version
	if v.Operated() {
		names = operator.OptionNames(version)
	}

	configuration := map[string]string{}
	for option, value := range options(v, names) {
		if _, _, written := option.Lookup(v.FlinkConfiguration); !written && value != "" {
			configuration[option.Key(names)] = value
		}
	}
	maps.Copy(configuration, v.FlinkConfiguration)
	return configuration, nil
}

// options gives the value of every option that the sections speak of; an empty
// value leaves the option out.
func options(v Values, names flink.Version) map[flink.Option]string {
	all := map[flink.Option]string{
		flink.CheckpointDirectory:    v.Checkpoints.Dir,
		flink.CheckpointInterval:     v.Checkpoints.Interval,
		flink.CheckpointMinimumPause: v.Checkpoints.MinPause,
		flink.CheckpointTimeout:      v.Checkpoints.Timeout,
		flink.CheckpointMode:         v.Checkpoints.Mode,
		flink.CheckpointsRetained:    number(v.Checkpoints.Retained),
		flink.IncrementalCheckpoints: enabled(v.Checkpoints.Incremental),
		flink.UnalignedCheckpoints:   enabled(v.Checkpoints.Unaligned),
		flink.SavepointDirectory:     v.Savepoints.Dir,
		flink.PeriodicSavepoint:      v.Savepoints.Interval,
		flink.StateBackendType:       v.StateBackend,
		flink.RestartStrategyType:    v.RestartStrategy.Type,
		flink.ArchiveDirectory:       v.ArchiveDir,
		flink.TaskSlots:              number(v.TaskManager.NumberOfTaskSlots),
		// Containers of a role's template find their match by name, not by position.
		flink.PodTemplateMergeByName: enabled(v.Managed && v.Operated() && (v.JobManager.PodTemplate != nil || v.TaskManager.PodTemplate != nil)),
	}
	for key, value := range v.RestartStrategy.Options {
		all[flink.Option("restart-strategy."+v.RestartStrategy.Type+"."+key)] = value
	}
	if v.Managed && v.JarURI != "" && !strings.HasPrefix(v.JarURI, "local:") {
		all[flink.ArtifactDirectory] = artifactDirectory
	}
	maps.Copy(all, metricsOptions(v))
	// What is wrong with it Validate says.
	push, _ := pushOptions(v, names)
	for key, value := range push {
		all[flink.Option(key)] = value
	}
	maps.Copy(all, highAvailability(v.HighAvailability, names))
	if v.DeploymentMode == "standalone" {
		maps.Copy(all, standaloneOptions(v))
	}
	return all
}

func highAvailability(ha HighAvailability, names flink.Version) map[flink.Option]string {
	all := map[flink.Option]string{flink.HighAvailabilityStorage: ha.StorageDir}
	switch ha.Type {
	case "kubernetes":
		all[flink.HighAvailabilityType] = flink.KubernetesHighAvailability(names)
	case "zookeeper":
		all[flink.HighAvailabilityType] = "zookeeper"
		all[flink.HighAvailabilityZookeeper] = ha.Quorum
		all[flink.HighAvailabilityZookeeperRoot] = ha.PathRoot
	default:
		return nil
	}
	return all
}

func number(n int32) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(int(n))
}

func enabled(on bool) string {
	if on {
		return "true"
	}
	return ""
}
