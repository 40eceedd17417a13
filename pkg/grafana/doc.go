// Package grafana holds the part of Grafana's dashboard model that flinkgen
// writes: variables, rows, stat and time series panels on a Prometheus data
// source. It knows nothing of Flink.
//
// Source: Grafana 12, schema version 41 of dashboards; older Grafanas from 9.0
// on read what is used here.
package grafana
