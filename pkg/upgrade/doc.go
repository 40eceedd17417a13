// Package upgrade plans the upgrade of the Flink Kubernetes operator: what to
// check before, how jobs keep their state, which CustomResourceDefinitions to
// replace and which to create, and what to wait for. A plan is data of package
// plan, with findings: what must be known or solved first.
//
// It runs nothing and looks at no cluster. What it knows of the releases is in
// package flink.
//
// Source: docs/operations/upgrade.md of apache/flink-kubernetes-operator at
// tags release-1.0.0 to release-1.15.0.
package upgrade
