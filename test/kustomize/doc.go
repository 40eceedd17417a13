// Package kustomize runs the kustomize that people have, built from its Go
// module (kustomize5): it builds the overlays that are checked in and those that
// flinkgen writes, and runs flinkgen as a function, as generator and as
// transformer. All has to be what flinkgen render and flinkgen post-render
// write.
package kustomize
