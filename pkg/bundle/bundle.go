// Package bundle holds the result of a build: the objects of every component
// in the order in which they are to be applied, and the questions one can ask
// of them. It knows neither the stack nor any output format.
package bundle

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// Wave is a step of an installation: what is in a wave may need everything in
// the waves before it to be ready.
type Wave int

// The waves, in order.
const (
	WaveNamespaces Wave = iota
	WaveDefinitions
	WaveVolumes
	WaveStores
	WaveFileSystem
	WaveOperator
	WaveIngress
	WaveHistory
	WaveJobs
)

// Component is the objects of one part of a stack, in apply order.
type Component struct {
	// Name is unique in the bundle, such as redis or job-state-machine.
	Name string
	// Wave says when the component is applied.
	Wave Wave
	// Objects in apply order. A program may change them before it writes.
	Objects []component.Object
	// Files go with the objects and are not applied, such as scripts.
	Files []File
}

// File is a file that goes with the objects of a component. It is written
// below a directory of the component, and never into a stream of objects.
type File struct {
	// Path in the directory of the component, relative, with slashes.
	Path string
	// Data of the file.
	Data []byte
	// Executable says that the file is a program.
	Executable bool
}

// Bundle is all objects of a stack, component by component in wave order.
type Bundle struct {
	// Name of the stack.
	Name string
	// Components in apply order.
	Components []Component
}

// Add appends a component; one without objects is left out.
func (b *Bundle) Add(name string, wave Wave, objects []component.Object) {
	if len(objects) > 0 {
		b.Components = append(b.Components, Component{Name: name, Wave: wave, Objects: objects})
	}
}

// AddFiles gives files to the component of that name; one that has no objects
// is appended with them. Without files nothing changes.
func (b *Bundle) AddFiles(name string, wave Wave, files ...File) {
	if len(files) == 0 {
		return
	}
	i := slices.IndexFunc(b.Components, func(c Component) bool { return c.Name == name })
	if i < 0 {
		i = len(b.Components)
		b.Components = append(b.Components, Component{Name: name, Wave: wave})
	}
	b.Components[i].Files = append(b.Components[i].Files, files...)
}

// FileCount is the number of files of all components.
func (b *Bundle) FileCount() int {
	files := 0
	for _, c := range b.Components {
		files += len(c.Files)
	}
	return files
}

// Objects gives every object in apply order.
func (b *Bundle) Objects() iter.Seq[component.Object] {
	return func(yield func(component.Object) bool) {
		for _, c := range b.Components {
			for _, object := range c.Objects {
				if !yield(object) {
					return
				}
			}
		}
	}
}

// Names lists the components in apply order.
func (b *Bundle) Names() []string {
	names := make([]string, len(b.Components))
	for i, c := range b.Components {
		names[i] = c.Name
	}
	return names
}

// Select gives a bundle with the named components only, in apply order. An
// unknown name is an error that lists the known ones.
func (b *Bundle) Select(names ...string) (*Bundle, error) {
	for _, name := range names {
		if !slices.Contains(b.Names(), name) {
			return nil, fmt.Errorf("no component %q in stack %q: it has %s", name, b.Name, strings.Join(b.Names(), ", "))
		}
	}
	selected := &Bundle{Name: b.Name}
	for _, c := range b.Components {
		if slices.Contains(names, c.Name) {
			selected.Components = append(selected.Components, c)
		}
	}
	return selected, nil
}

// Get finds an object by type, namespace and name, for a program that wants
// to change it: bundle.Get[*appsv1.StatefulSet](b, "redis", "redis-node").
// Cluster-scoped objects have the namespace "".
func Get[T component.Object](b *Bundle, namespace, name string) (T, bool) {
	for object := range b.Objects() {
		if typed, ok := object.(T); ok && object.GetNamespace() == namespace && object.GetName() == name {
			return typed, true
		}
	}
	var none T
	return none, false
}
