package v1

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// Group is the API group of the Prometheus operator.
const Group = "monitoring.coreos.com"

// TypeMeta is the type of a kind in monitoring.coreos.com/v1.
func TypeMeta(kind string) metav1.TypeMeta {
	return metav1.TypeMeta{APIVersion: Group + "/v1", Kind: kind}
}

// Duration is a time in Prometheus's notation, such as 1h30m. Empty means the
// default of whoever reads it.
type Duration string

// PodMonitor says which pods Prometheus scrapes.
type PodMonitor struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Spec PodMonitorSpec `json:"spec"`
}

// PodMonitorSpec selects pods and the ports that are scraped.
type PodMonitorSpec struct {
	// JobLabel is the label of the pods whose value becomes the label job; that is namespace/name of the PodMonitor without it.
	JobLabel string `json:"jobLabel,omitempty"`
	// PodTargetLabels are labels of the pods that every series gets.
	PodTargetLabels []string `json:"podTargetLabels,omitempty"`
	// PodMetricsEndpoints are scraped on each pod.
	PodMetricsEndpoints []PodMetricsEndpoint `json:"podMetricsEndpoints"`
	// Selector of the pods.
	Selector metav1.LabelSelector `json:"selector"`
	// NamespaceSelector of the pods; the namespace of the PodMonitor without it.
	NamespaceSelector NamespaceSelector `json:"namespaceSelector,omitzero"`
}

// NamespaceSelector picks namespaces by name.
type NamespaceSelector struct {
	// Any picks all of them.
	Any bool `json:"any,omitempty"`
	// MatchNames lists them.
	MatchNames []string `json:"matchNames,omitempty"`
}

// PodMetricsEndpoint is a port of a pod that is scraped.
type PodMetricsEndpoint struct {
	// Port is the name of a container port.
	Port string `json:"port,omitempty"`
	// Path of the metrics; /metrics without it.
	Path string `json:"path,omitempty"`
	// Interval between scrapes; Prometheus's own without it.
	Interval Duration `json:"interval,omitempty"`
	// ScrapeTimeout after which a scrape counts as failed.
	ScrapeTimeout Duration `json:"scrapeTimeout,omitempty"`
}

// PrometheusRule holds recording and alerting rules.
type PrometheusRule struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Spec PrometheusRuleSpec `json:"spec"`
}

// PrometheusRuleSpec holds groups of rules.
type PrometheusRuleSpec struct {
	Groups []RuleGroup `json:"groups,omitempty"`
}

// RuleGroup holds rules that are evaluated in order.
type RuleGroup struct {
	// Name of the group, unique in its PrometheusRule.
	Name string `json:"name"`
	// Interval between evaluations; Prometheus's own without it.
	Interval Duration `json:"interval,omitempty"`
	// Rules of the group.
	Rules []Rule `json:"rules,omitempty"`
}

// Rule is an alert, or a recorded expression.
type Rule struct {
	// Record is the name of the series that the expression is recorded as.
	Record string `json:"record,omitempty"`
	// Alert is the name of the alert.
	Alert string `json:"alert,omitempty"`
	// Expr is a PromQL expression.
	Expr intstr.IntOrString `json:"expr"`
	// For is how long the expression must hold before the alert fires.
	For Duration `json:"for,omitempty"`
	// Labels of the alert or of the recorded series.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations of the alert; Prometheus reads them as templates.
	Annotations map[string]string `json:"annotations,omitempty"`
}
