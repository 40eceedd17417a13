package job

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// metricsPortName is the container port that a PodMonitor names.
const metricsPortName = "metrics"

// Metrics opens a port for Prometheus on every pod of the job.
type Metrics struct {
	// Enabled starts Flink's reporter for Prometheus, unless flinkConfiguration has one, and names its port metrics. spec.monitoring turns it on for every job.
	Enabled bool `json:"enabled" chart:"switch"`
	// Port of the reporter; the configuration names it too.
	Port int32 `json:"port,omitempty"`
}

func metricsPorts(v Values) []corev1.ContainerPort {
	if !v.Metrics.Enabled {
		return nil
	}
	return []corev1.ContainerPort{{Name: metricsPortName, ContainerPort: v.Metrics.Port, Protocol: corev1.ProtocolTCP}}
}

// metricsOptions start the reporter where flinkConfiguration has none.
func metricsOptions(v Values) map[flink.Option]string {
	if _, _, written := flink.ScrapedReporter(v.FlinkConfiguration); written || !v.Metrics.Enabled {
		return nil
	}
	all := map[flink.Option]string{}
	for key, value := range flink.PrometheusReporter(v.Metrics.Port) {
		all[flink.Option(key)] = value
	}
	return all
}

// metrics checks that the reporter starts, and on the port that the pods name.
func (c *checker) metrics() {
	m := c.values.Metrics
	if !m.Enabled {
		return
	}
	at := c.at.Child("metrics", "port")
	if m.Port < 1024 || m.Port > 65535 || m.Port == restPort {
		c.invalid(at, m.Port, "write a port from 1024 to 65535 that Flink does not use itself, such as 9249")
		return
	}
	reporter, port, _ := flink.ScrapedReporter(c.configuration)
	if port != m.Port {
		c.invalid(at, m.Port, fmt.Sprintf("the reporter %s listens on %d (flinkConfiguration): write one port in both places", reporter, port))
	}
	if !flink.Starts(c.configuration, reporter) {
		const list = "metrics.reporters"
		c.invalid(c.at.Child("flinkConfiguration").Key(list), c.configuration[list], "it leaves out the reporter for Prometheus: add "+reporter+", or leave the list out")
	}
}
