// Package operator builds the Flink Kubernetes operator: its Deployment with
// the webhook beside it, its configuration, its RBAC (for the whole cluster or
// for chosen namespaces), the ServiceAccount and Role of the jobs, and the
// webhook's certificate through cert-manager.
//
// It makes neither the custom resource definitions nor any namespace nor the
// Secret with the password of the webhook's keystore; it refers to them.
// cert-manager must run in the cluster while the webhook is on.
//
// What differs between releases of the operator is in version.go. Complete
// brings it, and whatever else follows from other values, into the Values.
package operator
