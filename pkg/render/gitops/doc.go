// Package gitops writes what Argo CD and Flux have in common: the objects of a
// bundle, a directory for each component, with what protects state in the
// annotations of the tool, and comments that say why a line is there.
package gitops
