// Package players plays what programs do that a stack needs to become ready, on
// a control plane without containers (package controlplane): cert-manager,
// kube-webhook-certgen, the provisioners of volumes, and the pods that answer
// admission webhooks. They act with the rights of their accounts, on what they
// find in the cluster.
package players
