package job

import (
	"cmp"
	"fmt"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
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
	// MayBeIdle says that the cluster is in order without a running job: its program ends by itself, as a batch job does, or it is a session cluster. No alert fires then. Derived under spec.monitoring: true for session clusters, and where execution.runtime-mode is BATCH.
	MayBeIdle bool `json:"mayBeIdle,omitempty" chart:"switch"`
	// PushGateway gets the metrics instead, where Prometheus cannot reach the pods.
	PushGateway *PushGateway `json:"pushGateway,omitempty" chart:"-"`
}

// PushGateway is a Prometheus Pushgateway that every process of the job pushes
// its metrics to.
type PushGateway struct {
	// HostURL of the Pushgateway, such as http://pushgateway.monitoring:9091.
	HostURL string `json:"hostUrl"`
	// JobName of the groups. Empty means the name of the job.
	JobName string `json:"jobName,omitempty"`
	// SharedGroup lets all processes push into one group, the last one winning. Only for a job of one process.
	SharedGroup bool `json:"sharedGroup,omitempty"`
	// KeepOnShutdown leaves the group behind when its process ends in order.
	KeepOnShutdown bool `json:"keepOnShutdown,omitempty"`
	// GroupingKey are labels of the groups.
	GroupingKey map[string]string `json:"groupingKey,omitempty"`
	// Interval between pushes with its unit. Empty means 60 s.
	Interval string `json:"interval,omitempty"`
}

// idleLabel tells the alerts that no running job is no problem.
func idleLabel(v Values) map[string]string {
	if !v.Metrics.MayBeIdle {
		return nil
	}
	return map[string]string{component.LabelMayBeIdle: "true"}
}

// pushOptions start the reporter that pushes.
func pushOptions(v Values, version flink.Version) (map[string]string, error) {
	p := v.Metrics.PushGateway
	if p == nil {
		return nil, nil
	}
	return flink.PushGateway{
		HostURL:             p.HostURL,
		JobName:             cmp.Or(p.JobName, v.Name),
		RandomJobNameSuffix: !p.SharedGroup,
		DeleteOnShutdown:    !p.KeepOnShutdown,
		GroupingKey:         p.GroupingKey,
		Interval:            cmp.Or(p.Interval, "60 s"),
	}.Options(version)
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
	if _, err := pushOptions(c.values, c.version); err != nil {
		c.invalid(c.at.Child("metrics", "pushGateway"), m.PushGateway.HostURL, err.Error())
	}
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
