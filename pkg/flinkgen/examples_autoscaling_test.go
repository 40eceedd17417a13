package flinkgen_test

import (
	"maps"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// autoscalingExamples are of jobs that the operator scales.
func autoscalingExamples() []example {
	return []example{
		{"autoscaling", []object{{
			kind: "FlinkDeployment", name: "autoscaling-example",
			fields: autoscaled(nodeDirectory(fields{
				"spec.job.upgradeMode": "last-state",
				"spec.job.args":        []any{"10"},
			})),
			options: options{
				"job.autoscaler.enabled":                     "true",
				"job.autoscaler.metrics.window":              "3m",
				"job.autoscaler.stabilization.interval":      "1m",
				"job.autoscaler.target.utilization.boundary": "0.1",
				"jobmanager.scheduler":                       "adaptive",
				"pipeline.max-parallelism":                   "24",
				"taskmanager.numberOfTaskSlots":              "4",
				"execution.checkpointing.interval":           "1m",
				"high-availability.type":                     "kubernetes",
				"high-availability.storageDir":               "file:///flink-data/ha",
				"state.checkpoints.dir":                      "file:///flink-data/checkpoints",
				"state.savepoints.dir":                       "file:///flink-data/savepoints",
			},
		}}},
		{"autoscaling-dynamic", []object{{
			kind: "FlinkDeployment", name: "autoscaling-dynamic",
			fields: autoscaled(fields{
				"spec.job.upgradeMode": "stateless",
				"spec.job.entryClass":  "autoscaling.LoadSimulationPipeline",
				"spec.job.args":        []any{`--maxLoadPerTask "1;2;4;8;16;\n16;8;4;2;1\n8;4;16;1;2" --repeatsAfterMinutes "60"`},
				"spec.podTemplate.spec.containers[flink-main-container].name": "flink-main-container",
			}),
			options: options{
				"job.autoscaler.enabled":                     "true",
				"job.autoscaler.metrics.window":              "15m",
				"job.autoscaler.stabilization.interval":      "1m",
				"job.autoscaler.target.utilization.boundary": "0.3",
				"job.autoscaler.utilization.target":          "0.5",
				"pipeline.max-parallelism":                   "32",
				"taskmanager.numberOfTaskSlots":              "4",
			},
		}}},
	}
}

// autoscaled adds what both examples say of their cluster.
func autoscaled(more fields) fields {
	all := fields{
		"apiVersion":                       v1beta1.APIVersion,
		"spec.image":                       "autoscaling-example",
		"spec.flinkVersion":                "v1_20",
		"spec.serviceAccount":              "flink",
		"spec.jobManager.resource.cpu":     0.5,
		"spec.jobManager.resource.memory":  "2048m",
		"spec.taskManager.resource.cpu":    1,
		"spec.taskManager.resource.memory": "2048m",
		"spec.job.jarURI":                  "local:///opt/flink/usrlib/autoscaling.jar",
		"spec.job.parallelism":             1,
	}
	maps.Copy(all, more)
	return all
}
