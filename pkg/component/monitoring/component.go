package monitoring

import "github.com/flinkgen/flinkgen/pkg/component"

// Component is the part as one value, for charts.
func Component() component.Component[Values] {
	return component.Component[Values]{
		Name:        "monitoring",
		Description: "PodMonitors, alerts and a Grafana dashboard for Flink and its operator",
		Defaults:    Defaults,
		Objects:     Objects,
		Requirements: []string{
			"The Prometheus operator, such as that of kube-prometheus-stack, whose Prometheus picks objects with the `prometheusLabels`.",
			"Jobs, and an operator, that serve metrics on a container port named as `podMonitor.port` and `operator.port` say.",
		},
		Notes: notes,
	}
}

const notes = `Monitoring of Flink is installed as {{ include "monitoring.fullname" . }} in the namespace {{ .Release.Namespace }}.

Prometheus takes it when its podMonitorSelector and ruleSelector match these labels,
and its namespace selectors match {{ .Release.Namespace }}:
{{ range $key, $value := .Values.prometheusLabels }}
  {{ $key }}: {{ $value }}
{{- end }}

See what is scraped and what would alert:

  kubectl get podmonitors,prometheusrules -n {{ .Release.Namespace }} -l app.kubernetes.io/instance={{ include "monitoring.fullname" . }}
{{- if .Values.dashboard.enabled }}

Grafana's sidecar finds the dashboard in the ConfigMap {{ include "monitoring.fullname" . }}-dashboard.
{{- end }}
`
