// Package fleet writes a stack for many clusters into one tree: a directory per
// cluster that plain kustomize builds, and what several clusters have in common
// once, in directories that their kustomizations refer to.
//
//	clusters/eu-1/kustomization.yaml    the components of eu-1 in apply order
//	clusters/eu-1/20-local-volumes.yaml what no other cluster has
//	shared/10-crds/                     what all have, or all that have it
//	shared/30-redis/prod/               what the clusters of an environment have
//	…/files/80-job-orders/              scripts and what else is no object
//
// What kustomize builds of clusters/eu-1 are the objects of that cluster, each
// as the manifests have it and in their order.
package fleet
