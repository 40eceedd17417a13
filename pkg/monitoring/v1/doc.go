// Package v1 holds the part of monitoring.coreos.com/v1 that flinkgen writes:
// a PodMonitor with plain HTTP endpoints and a PrometheusRule. Status,
// authentication, TLS and relabelling are left out, because nothing here
// writes them.
//
// Source: prometheus-operator, pkg/apis/monitoring/v1 of v0.85. All fields
// exist since v0.51 (2021).
package v1
