// Package postrender changes a stream of rendered manifests, as a Helm
// post-renderer does: overlays written for kustomize, a registry mirror, pull
// secrets, labels, annotations, a namespace and resources of containers.
//
//	result, err := postrender.Render(os.Stdin, os.Stdout, postrender.Options{Overlays: []string{"sidecar"}})
//
// Every document that nothing changes is written as it was read, byte for
// byte. What is changed is what kustomize makes of it: the package lets
// kustomize's own filters work on one object after the other, so that the cost
// grows with the objects that are changed and not with the stream.
//
// Nothing is written before all has succeeded. It never talks to a cluster.
package postrender
