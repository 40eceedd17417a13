package flinkgen

import (
	"cmp"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/images"
	"github.com/flinkgen/flinkgen/pkg/oci"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// Images lists every image that a stack pulls, and those that the images of its
// jobs are built on; with components, those of them only. Where the stack names
// a mirror, each is on the mirror and has its source.
//
// It completes the stack in place, with the registries that the images come
// from: a stack to render is loaded anew.
func Images(s *stack.Stack, components ...string) (images.List, error) {
	registry := s.Spec.Images.Registry
	if registry == "" {
		return sources(s, components)
	}
	mirror, err := oci.ParseMirror(registry)
	if err != nil {
		// Complete says it with the place in the file.
		return nil, cmp.Or(stack.Complete(s), err)
	}
	s.Spec.Images.Registry = ""
	list, err := sources(s, components)
	if err != nil {
		return nil, err
	}
	return list.On(mirror)
}

func sources(s *stack.Stack, components []string) (images.List, error) {
	b, err := Build(s)
	if err != nil {
		return nil, err
	}
	var bases []images.Base
	for i, component := range stack.JobComponents(s) {
		if job := &s.Spec.Jobs[i]; job.Runs() && !job.Build.IsZero() {
			bases = append(bases, images.Base{Component: component, Reference: job.Build.Base.Reference()})
		}
	}
	if len(components) > 0 {
		if b, err = b.Select(components...); err != nil {
			return nil, err
		}
	}
	bases = slices.DeleteFunc(bases, func(base images.Base) bool { return !slices.Contains(b.Names(), base.Component) })
	return images.Of(b, bases...)
}
