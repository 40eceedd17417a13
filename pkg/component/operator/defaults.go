package operator

import (
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

// Defaults is the newest operator with its webhook, watching its own namespace.
func Defaults() Values {
	v := Knobs()
	// The newest version is known and the built-in options can be written, so
	// this cannot fail; a test holds it to that.
	_ = Complete(&v)
	return v
}

// Knobs is Defaults with every derived value left blank: a caller sets what it
// wants and then calls Complete.
func Knobs() Values {
	return Values{
		Name:              "flink-kubernetes-operator",
		Namespace:         "flink",
		Version:           catalog.Newest(catalog.FlinkOperator).Version,
		WatchNamespaces:   []string{"flink"},
		ServiceAccount:    component.ServiceAccount{Name: "flink-operator"},
		JobServiceAccount: component.ServiceAccount{Name: "flink"},
		Replicas:          1,
		LeaderElection:    LeaderElection{LeaseName: "flink-operator-lease"},
		PodDisruptionBudget: component.PodDisruptionBudget{
			MaxUnavailable: intstr.FromInt32(1),
		},
		Logging:    Logging{OperatorLevel: "INFO", JobLevel: "INFO"},
		HealthPort: 8085,
		Metrics:    Metrics{Port: 9999},
		TimeZone:   "UTC",
		// What the heap leaves free is for metaspace, code, threads and buffers.
		JVMArgs: JVMArgs{
			Operator: "-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError",
			Webhook:  "-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError",
		},
		Resources: component.Resources("250m", "1Gi", "1Gi"),
		Webhook: Webhook{
			Enabled:         true,
			SecretReference: component.SecretReference{SecretName: "flink-operator-webhook-secret"},
			ClusterDomain:   "cluster.local",
			Resources:       component.Resources("100m", "512Mi", "512Mi"),
		},
	}
}
