package job

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink"
)

// Defaults is Flink's own StateMachineExample: a job without an end that keeps
// state, on one JobManager and one TaskManager.
//
// Upgrades go through a savepoint, which every change survives: of the
// program, the parallelism, the state backend, Flink. When the job is not
// healthy enough for one, the operator falls back to the newest checkpoint,
// which it finds through high availability.
//
// The JobManager's 1600m leave a heap of 1024 MiB; the TaskManager's 2048m
// leave 268 MiB of task heap and 317 MiB of managed memory for each of its two
// slots.
func Defaults() Values {
	return Values{
		Name:           "state-machine",
		Namespace:      "flink",
		Image:          component.ImageOf(catalog.Flink),
		FlinkVersion:   "v2_2",
		ServiceAccount: "flink",
		DeploymentMode: "application",
		Managed:        true,
		Program: Program{
			JarURI:      "local:///opt/flink/examples/streaming/StateMachineExample.jar",
			Parallelism: 2,
			UpgradeMode: "savepoint",
			State:       "running",
		},
		Standalone: Standalone{
			Kind:         "application",
			Service:      component.Service{Type: corev1.ServiceTypeClusterIP},
			BackoffLimit: 100,
		},
		JobManager:  JobManager{Replicas: 1, Resource: Resource{Memory: "1600m", CPU: 1}},
		TaskManager: TaskManager{Resource: Resource{Memory: "2048m", CPU: 1}, NumberOfTaskSlots: 2},
		Checkpoints: Checkpoints{
			Dir:         "file:///flink-data/checkpoints/state-machine",
			Interval:    "1 min",
			Retained:    3,
			Incremental: true,
		},
		Savepoints:       Savepoints{Dir: "file:///flink-data/savepoints/state-machine"},
		HighAvailability: HighAvailability{Type: "kubernetes", StorageDir: "file:///flink-data/ha"},
		StateBackend:     "rocksdb",
		ArchiveDir:       "file:///flink-data/history",
		Metrics:          Metrics{Port: flink.PrometheusPort},
		Ingress: Ingress{
			Type:          "ingress",
			Template:      "/{{namespace}}/{{name}}/(.*)",
			ClassName:     "nginx",
			Annotations:   map[string]string{"nginx.ingress.kubernetes.io/rewrite-target": "/$1"},
			Path:          "/flink/state-machine",
			SlashRedirect: true,
		},
		Claims: []Claim{{
			Name:        "flink-data",
			AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteMany},
			Persistence: component.Persistence{
				StorageClassName: "juicefs-sc",
				Size:             resource.MustParse("10Gi"),
				// State outlives the release that made it.
				Annotations: map[string]string{"helm.sh/resource-policy": "keep"},
			},
		}},
		Volumes:                []Volume{{Name: "flink-data", ClaimName: "flink-data", MountPath: "/flink-data"}},
		Artifacts:              artifactDefaults(),
		Logs:                   Logs{Volume: "ephemeral"},
		TimeZone:               "UTC",
		ReadOnlyRootFilesystem: true,
	}
}
