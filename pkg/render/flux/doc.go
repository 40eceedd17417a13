// Package flux writes a bundle for Flux: a Kustomization for each component,
// each depending on those before it, the source that they come from, and the
// manifests that they point to. Committed to the repository or pushed as an OCI
// artifact, it is all that Flux needs.
//
// Facts are from kustomize-controller v1.9, docs/spec/v1/kustomizations.md.
package flux
