// Package gitops gives what is rendered for Argo CD and Flux to their own
// CustomResourceDefinitions, as an API server with strict field validation
// would, and runs the health checks that are in it: the Lua script of Argo CD
// and the CEL expressions of Flux.
package gitops
