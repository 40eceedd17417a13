package monitoring

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	monitoringv1 "github.com/flinkgen/flinkgen/pkg/monitoring/v1"
)

// Values are the knobs of monitoring.
type Values struct {
	// Name is the base name of the objects.
	Name string `json:"name" chart:"name"`
	// Namespace of the objects. Derived: the operator's namespace.
	Namespace string `json:"namespace" chart:"namespace"`
	// Labels are added to the labels of every object.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to the annotations of every object.
	Annotations map[string]string `json:"annotations,omitempty"`
	// PrometheusLabels are the labels by which your Prometheus picks PodMonitors and PrometheusRules; kube-prometheus-stack wants its release name.
	PrometheusLabels map[string]string `json:"prometheusLabels,omitempty"`

	// PodMonitor lets Prometheus scrape the JobManagers and TaskManagers.
	PodMonitor PodMonitor `json:"podMonitor"`
	// Operator lets Prometheus scrape the Flink operator, and adds its alerts.
	Operator Operator `json:"operator"`
	// Rules are the alerts.
	Rules Rules `json:"rules"`
	// Dashboard for Grafana.
	Dashboard Dashboard `json:"dashboard"`
}

// PodMonitor lets Prometheus scrape the JobManagers and TaskManagers.
type PodMonitor struct {
	// Enabled adds the PodMonitor.
	Enabled bool `json:"enabled" chart:"switch"`
	// Namespaces that hold jobs. Derived: those of the stack's jobs. Empty means the namespace of the PodMonitor.
	Namespaces []string `json:"namespaces,omitempty"`
	// Selector of the pods. Flink and the operator label theirs with component: jobmanager or taskmanager.
	Selector metav1.LabelSelector `json:"selector"`
	// Port is the name of the container port of the reporter.
	Port string `json:"port"`
	// Interval between scrapes, in Prometheus's notation; empty means Prometheus's own.
	Interval monitoringv1.Duration `json:"interval,omitempty"`
	// ScrapeTimeout, in Prometheus's notation, at most the interval; empty means Prometheus's own. Large jobs have many series.
	ScrapeTimeout monitoringv1.Duration `json:"scrapeTimeout,omitempty"`
}

// Operator lets Prometheus scrape the Flink operator.
type Operator struct {
	// Enabled adds a PodMonitor and alerts for the operator. The reporter of the stack's operator is turned on with it.
	Enabled bool `json:"enabled" chart:"switch"`
	// Namespace of the operator. Derived: that of the stack's operator.
	Namespace string `json:"namespace,omitempty"`
	// Port is the name of the container port of the operator's reporter.
	Port string `json:"port"`
	// Interval between scrapes, in Prometheus's notation; empty means Prometheus's own.
	Interval monitoringv1.Duration `json:"interval,omitempty"`
}

// Dashboard is a dashboard for Grafana.
type Dashboard struct {
	// Enabled adds the ConfigMap with the dashboard.
	Enabled bool `json:"enabled" chart:"switch"`
	// Labels are those by which Grafana's sidecar finds dashboards.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations of the ConfigMap; grafana_folder names the folder where the sidecar has folderAnnotation set to it.
	Annotations map[string]string `json:"annotations,omitempty"`
}
