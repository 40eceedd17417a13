package monitoring

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	monitoringv1 "github.com/flinkgen/flinkgen/pkg/monitoring/v1"
)

const (
	critical = "critical"
	warning  = "warning"
)

// Defaults watches the jobs and the operator of the namespace flink, in the
// way of a kube-prometheus-stack of that release name.
func Defaults() Values {
	return Values{
		Name:             "flink",
		Namespace:        "flink",
		PrometheusLabels: map[string]string{"release": "kube-prometheus-stack"},
		PodMonitor: PodMonitor{
			Enabled:    true,
			Namespaces: []string{"flink"},
			Selector: metav1.LabelSelector{MatchExpressions: []metav1.LabelSelectorRequirement{
				{Key: "component", Operator: metav1.LabelSelectorOpIn, Values: []string{"jobmanager", "taskmanager"}},
			}},
			Port:     "metrics",
			Interval: "30s",
		},
		Operator: Operator{Enabled: true, Namespace: "flink", Port: "metrics", Interval: "30s"},
		Rules:    rules(),
		Dashboard: Dashboard{
			Enabled:     true,
			Labels:      map[string]string{"grafana_dashboard": "1"},
			Annotations: map[string]string{"grafana_folder": "Flink"},
		},
	}
}

// rules leaves a job the time for one restart, which is normal life, and a
// cluster the time to start.
func rules() Rules {
	on := func(severity string, hold monitoringv1.Duration) Alert {
		return Alert{Enabled: true, Severity: severity, For: hold}
	}
	return Rules{
		Enabled:       true,
		JobRestarting: IncreaseAlert{Alert: on(warning, "1m"), Window: "30m", Threshold: 3},
		JobDown:       SecondsAlert{Alert: on(critical, "1m"), Seconds: 300},
		JobNotRunning: on(critical, "10m"),
		BackPressure:  ThresholdAlert{Alert: on(warning, "15m"), Threshold: 500},

		CheckpointsFailing: IncreaseAlert{Alert: on(warning, "1m"), Window: "30m", Threshold: 2},
		NoCheckpoint:       WindowAlert{Alert: on(critical, "1m"), Window: "30m"},
		CheckpointSlow:     SecondsAlert{Alert: on(warning, "5m"), Seconds: 480},

		NoTaskManager:       on(critical, "5m"),
		TaskManagersPending: on(warning, "10m"),
		TaskManagerHeapFull: LevelAlert{Alert: on(warning, "10m"), Window: "10m", Threshold: 0.9},
		JobManagerHeapFull:  LevelAlert{Alert: on(warning, "10m"), Window: "10m", Threshold: 0.9},

		ResourceFailed:  on(critical, "5m"),
		DeploymentError: on(critical, "5m"),
		OperatorDown:    on(critical, "10m"),
	}
}
