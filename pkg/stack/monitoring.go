package stack

import (
	"github.com/flinkgen/flinkgen/pkg/component/monitoring"
)

// Monitoring by Prometheus and Grafana.
type Monitoring struct {
	// Enabled renders the part, and makes every job and the operator report to Prometheus. It needs the CustomResourceDefinitions of the Prometheus operator in the cluster. Derived: false.
	Enabled *bool `json:"enabled,omitempty"`

	monitoring.Values `json:",inline"`
}

// newMonitoring gives the defaults without what Complete derives.
func newMonitoring() monitoring.Values {
	v := monitoring.Defaults()
	v.Namespace = ""
	v.PodMonitor.Namespaces = nil
	v.Operator.Namespace = ""
	return v
}
