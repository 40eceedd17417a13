// Package v1beta1 holds the custom resources of the Apache Flink Kubernetes
// Operator as Go types, API flink.apache.org/v1beta1, at operator 1.15.0.
//
// It describes what the API server stores. It does not decide what a good
// value is, and it does not fill defaults: a field that is left out is left to
// the operator.
//
// +kubebuilder:object:generate=true
// +groupName=flink.apache.org
package v1beta1

//go:generate go run -C ../../../tools ./crdgen
