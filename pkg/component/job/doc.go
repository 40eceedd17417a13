// Package job builds a Flink job in application mode: a FlinkDeployment that
// the Flink Kubernetes operator runs as a cluster of its own, the claims for
// its state, and the route to its web UI.
//
// In mode standalone it builds the cluster itself, of plain objects and with an
// account of its own. Otherwise it builds neither the operator nor the
// ServiceAccount that the job runs under.
//
// Values has two kinds of fields. Those that Objects places are knobs of the
// chart. Those tagged chart:"-" (checkpoints, high availability, …) say what is
// wanted of Flink in words that do not change with its version; Configuration
// turns them into options, and whoever completes the values puts the result
// into flinkConfiguration.
package job
