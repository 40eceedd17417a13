// Package kustomize writes a stack and its environments as a Kustomize base
// with an overlay per environment: the base has the objects of every component,
// an overlay only what differs, as patches, new objects and objects that go.
//
// Nothing is written that is not proven: kustomize itself builds each overlay
// in memory, and the objects must be those that were built for the environment.
// Plain kubectl kustomize builds them; no plugin is needed.
package kustomize
