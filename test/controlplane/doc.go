// Package controlplane builds and runs a Kubernetes control plane for tests:
// etcd, kube-apiserver, kube-controller-manager and kube-scheduler from their
// Go modules, and kwok, which plays the nodes and their kubelets.
//
// Everything runs in a network namespace and a process namespace of the test
// (see Main). The addresses of the pods are addresses of that network, so a
// test can answer in the place of a pod, and the API server reaches it there
// through the pod's Service. Nothing outlives the test, however it ends.
//
// No container runs. A pod is Running as soon as it is scheduled, and what its
// containers would do is not done unless the test does it.
package controlplane
