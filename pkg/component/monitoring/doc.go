// Package monitoring builds what the Prometheus operator and Grafana need to
// watch Flink: PodMonitors for the pods of jobs and of the Flink operator, a
// PrometheusRule with alerts, and a ConfigMap with a dashboard that Grafana's
// sidecar loads.
//
// It builds neither Prometheus nor Grafana, and it does not make Flink report:
// that is an option of each job.
//
// The names of the metrics are those of Flink's Prometheus reporter, which
// exist in every version since 1.13 unless a rule says otherwise. Sources: the
// page "Metrics" of Flink's documentation, and that of the operator's
// documentation at 1.15.
package monitoring
