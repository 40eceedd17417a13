// Package krm is flinkgen as a KRM function: it reads a ResourceList and writes
// one, as kustomize, kpt and other orchestrators pass them around
// (https://github.com/kubernetes-sigs/kustomize/blob/master/cmd/config/docs/api-conventions/functions-spec.md).
//
//	err := krm.Run(os.Stdin, os.Stdout)
//
// The functionConfig says what it does. A Stack, which is the stack file itself,
// or a StackGenerator adds the objects that the stack renders to; a PostRenderer
// changes the items as package postrender does.
//
// It reads no file and never talks to a cluster.
package krm
