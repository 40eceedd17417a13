// Package job builds a Flink job in each deployment mode: what the Flink
// Kubernetes operator or Flink itself runs, the claims for its state, and the
// route to its web UI.
//
// It builds neither the operator nor the ServiceAccount that an operated job
// runs under, nor the script that starts a native job (package render/native).
// In mode standalone it builds the cluster itself, of plain objects and with an
// account of its own.
//
// Values has two kinds of fields. Those that Objects places are knobs of the
// chart. Those tagged chart:"-" (checkpoints, high availability, …) say what is
// wanted of Flink in words that do not change with its version; Configuration
// turns them into options, and whoever completes the values puts the result
// into flinkConfiguration.
package job
