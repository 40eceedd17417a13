package flinkgen_test

import "github.com/flinkgen/flinkgen/pkg/flink/v1beta1"

// stateExamples are of jobs that keep their state.
func stateExamples() []example {
	const savepoint = "file:///flink-data/savepoints/savepoint-45305c-d867504446e0"
	return []example{
		{"basic-checkpoint-ha", []object{{
			kind: "FlinkDeployment", name: "basic-checkpoint-ha-example",
			fields: stateMachine(nodeDirectory(fields{
				"spec.job.state":                 "running",
				"spec.job.upgradeMode":           "savepoint",
				"spec.job.savepointTriggerNonce": 0,
			})),
			options: options{
				"high-availability.type":                    "kubernetes",
				"high-availability.storageDir":              "file:///flink-data/ha",
				"kubernetes.operator.savepoint.format.type": "NATIVE",
				"state.checkpoints.dir":                     "file:///flink-data/checkpoints",
				"state.savepoints.dir":                      "file:///flink-data/savepoints",
				"taskmanager.numberOfTaskSlots":             "2",
			},
		}}},
		{"job-from-savepoint", []object{
			{
				kind: "FlinkDeployment", name: "example-deployment",
				fields: stateMachine(nodeDirectory(fields{
					"spec.job.upgradeMode":          "savepoint",
					"spec.job.initialSavepointPath": savepoint,
				})),
				options: options{
					"state.checkpoints.dir": "file:///flink-data/checkpoints",
					"state.savepoints.dir":  "file:///flink-data/savepoints",
				},
			},
			existingSavepoint(savepoint),
		}},
	}
}

// snapshotExamples are of snapshots alone; the jobs of their stacks are flinkgen's.
func snapshotExamples() []example {
	return []example{
		{"checkpoint", []object{{
			kind: "FlinkStateSnapshot", name: "example-checkpoint",
			fields: fields{
				"apiVersion":             v1beta1.APIVersion,
				"spec.jobReference.kind": "FlinkDeployment",
				"spec.jobReference.name": "example-deployment",
				"spec.backoffLimit":      0,
				"spec.checkpoint":        map[string]any{},
			},
		}}},
		{"savepoint-already-exists", []object{existingSavepoint("/flink-data/savepoints/savepoint-98682a-21931bf10c39")}},
		{"savepoint-job-defaults", []object{{
			kind: "FlinkStateSnapshot", name: "example-savepoint",
			fields: fields{
				"apiVersion":             v1beta1.APIVersion,
				"spec.jobReference.kind": "FlinkDeployment",
				"spec.jobReference.name": "example-deployment",
				"spec.backoffLimit":      0,
				"spec.savepoint":         map[string]any{},
			},
		}}},
		{"savepoint-job-full-spec", []object{{
			kind: "FlinkStateSnapshot", name: "example-savepoint",
			fields: fields{
				"apiVersion":                     v1beta1.APIVersion,
				"spec.jobReference.kind":         "FlinkDeployment",
				"spec.jobReference.name":         "example-deployment",
				"spec.backoffLimit":              0,
				"spec.savepoint.alreadyExists":   false,
				"spec.savepoint.disposeOnDelete": true,
				"spec.savepoint.formatType":      "CANONICAL",
				"spec.savepoint.path":            "/flink-data/savepoints-custom",
			},
		}}},
	}
}

// existingSavepoint is a snapshot of a savepoint that was taken before.
func existingSavepoint(path string) object {
	return object{kind: "FlinkStateSnapshot", name: "example-savepoint", fields: fields{
		"apiVersion":                     v1beta1.APIVersion,
		"spec.savepoint.alreadyExists":   true,
		"spec.savepoint.disposeOnDelete": false,
		"spec.savepoint.path":            path,
	}}
}
