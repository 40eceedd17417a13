// Package controlplane builds and runs a Kubernetes control plane for tests:
// etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kwok's
// nodes, as processes of this machine on loopback addresses.
package controlplane
