package images

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/runtime"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/oci"
)

// Image is an image with everything that names it.
type Image struct {
	// Reference with its registry, as what is rendered names it.
	oci.Reference
	// Source is where a mirror gets it from; the same reference where it comes
	// from no mirror.
	Source oci.Reference
	// Uses are not empty, in the order of the bundle.
	Uses []Use
}

// Use is a field that names an image.
type Use struct {
	// Component of the stack, such as redis or job-orders.
	Component string `json:"component"`
	// Object is the kind and the name, such as StatefulSet redis/redis-node; empty
	// for a file.
	Object string `json:"object,omitempty"`
	// File of the component, such as native/orders.sh, or Dockerfile for an image
	// that another one is built on.
	File string `json:"file,omitempty"`
	// Field of the object, such as spec.template.spec.containers[0].image.
	Field string `json:"field,omitempty"`
}

// user is the object or the file.
func (u Use) user() string { return cmp.Or(u.Object, u.File) }

// Components are those that use the image, each once.
func (i Image) Components() []string {
	var all []string
	for _, use := range i.Uses {
		if !slices.Contains(all, use.Component) {
			all = append(all, use.Component)
		}
	}
	return all
}

// List are images, each once, in the order of their references.
type List []Image

// Base is an image that a component's own image is built on.
type Base struct {
	Component, Reference string
}

// Of lists the images of a bundle: those that its objects name, those that its
// files name, and the given bases. The error names what stands in the place of an
// image and is none.
func Of(b *bundle.Bundle, bases ...Base) (List, error) {
	c := &collector{found: map[string]*Image{}}
	var wrong []error
	for _, part := range b.Components {
		for _, object := range part.Objects {
			if err := c.object(part.Name, object); err != nil {
				wrong = append(wrong, err)
			}
		}
		for _, file := range part.Files {
			Text(string(file.Data), func(reference string) string {
				return c.add(reference, Use{Component: part.Name, File: file.Path})
			})
		}
	}
	for _, base := range bases {
		c.add(base.Reference, Use{Component: base.Component, File: "Dockerfile", Field: "FROM"})
	}
	list := make(List, 0, len(c.found))
	for _, image := range c.found {
		list = append(list, *image)
	}
	return list.sorted(), errors.Join(wrong...)
}

func (l List) sorted() List {
	slices.SortFunc(l, func(a, b Image) int { return cmp.Compare(a.Reference.String(), b.Reference.String()) })
	return l
}

// collector gathers the images by their references.
type collector struct{ found map[string]*Image }

// add notes a use of a reference that oci.Parse can read, and gives it back.
func (c *collector) add(reference string, use Use) string {
	r, err := oci.Parse(reference)
	if err != nil {
		return reference
	}
	image := c.found[r.String()]
	if image == nil {
		image = &Image{Reference: r, Source: r}
		c.found[r.String()] = image
	}
	if !slices.Contains(image.Uses, use) {
		image.Uses = append(image.Uses, use)
	}
	return reference
}

// object adds the images of an object. Definitions have schemas and no images.
func (c *collector) object(part string, object component.Object) error {
	kind := object.GetObjectKind().GroupVersionKind().Kind
	if kind == "CustomResourceDefinition" {
		return nil
	}
	fields, err := runtime.DefaultUnstructuredConverter.ToUnstructured(object)
	name := bundle.Target{Kind: kind, Namespace: object.GetNamespace(), Name: object.GetName()}.String()
	if err != nil {
		return fmt.Errorf("images of %s: %w", name, err)
	}
	var wrong []error
	w := &walker{
		visit: func(path, reference string) string {
			return c.add(reference, Use{Component: part, Object: name, Field: path})
		},
		invalid: func(path string, err error) {
			wrong = append(wrong, fmt.Errorf("%s: %s: %w", name, path, err))
		},
	}
	w.value("", fields)
	return errors.Join(wrong...)
}
