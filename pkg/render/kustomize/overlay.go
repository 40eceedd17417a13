package kustomize

import (
	"fmt"
	"path"
	"reflect"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// overlay writes the directory of one environment.
type overlay struct {
	directory string
	base      *base
	prover    *prover
	header    string
	// files of the overlay, and the changes that they make.
	files   *tree.Tree
	changes []change
	// patchNames are those that are taken.
	patchNames map[string]bool
}

// Directories of an overlay.
const (
	resourceDirectory = "resources"
	patchDirectory    = "patches"
	fileDirectory     = "files"
)

func (o *overlay) write(files *tree.Tree, b *bundle.Bundle) error {
	o.files, o.patchNames = &tree.Tree{}, map[string]bool{}
	seen := map[identity]bool{}
	for _, component := range b.Components {
		if err := o.component(component, seen); err != nil {
			return err
		}
	}
	for _, before := range o.base.objects {
		if seen[before.id] {
			continue
		}
		gone, err := removal(before.id)
		if err != nil {
			return err
		}
		if err := o.patch(gone, change{touched: []written{before}}); err != nil {
			return err
		}
	}
	if err := o.prove(); err != nil {
		return err
	}
	if err := o.kustomization(o.changes).write(o.files, o.directory, o.header); err != nil {
		return err
	}
	return merge(files, o.files)
}

// component compares the objects of a component with those of the base.
func (o *overlay) component(component bundle.Component, seen map[identity]bool) error {
	var added []written
	for _, object := range component.Objects {
		after, err := write(object)
		if err != nil {
			return fmt.Errorf("component %s: %w", component.Name, err)
		}
		if seen[after.id] {
			return fmt.Errorf("component %s: there are two %s, and kustomize takes one", component.Name, after.id)
		}
		seen[after.id] = true
		before, ok := o.base.byID[after.id]
		switch {
		case !ok:
			added = append(added, after)
		case string(before.text) != string(after.text):
			patch, err := o.prover.patchFor(before, after)
			if err != nil {
				return err
			}
			if err := o.patch(patch, change{touched: []written{before}, want: []written{after}}); err != nil {
				return err
			}
		}
	}
	if err := o.add(component, added); err != nil {
		return err
	}
	return o.addFiles(component)
}

// patch writes a patch file; nil says that there is none.
func (o *overlay) patch(p *patch, c change) error {
	if p == nil {
		return nil
	}
	name := path.Join(patchDirectory, patchName(p.id, o.patchNames))
	c.patch = &reference{Path: name, Target: p.target}
	o.changes = append(o.changes, c)
	return o.files.Add(path.Join(o.directory, name), p.text)
}

// add writes new objects. Namespaces and definitions of custom resources come
// before the base, which may need them.
func (o *overlay) add(component bundle.Component, added []written) error {
	if len(added) == 0 {
		return nil
	}
	names, err := addResources(o.files, path.Join(o.directory, resourceDirectory), component.Name, o.header, added)
	if err != nil {
		return err
	}
	c := change{want: added, early: component.Wave <= bundle.WaveDefinitions}
	for _, name := range names {
		c.resources = append(c.resources, path.Join(resourceDirectory, name))
	}
	o.changes = append(o.changes, c)
	return nil
}

// addFiles writes the files of a component whose files are not those of the base.
func (o *overlay) addFiles(component bundle.Component) error {
	if reflect.DeepEqual(o.base.files[component.Name], component.Files) {
		return nil
	}
	return addFiles(o.files, path.Join(o.directory, fileDirectory, component.Name), component)
}

func merge(files, more *tree.Tree) error {
	for _, file := range more.Files() {
		add := files.Add
		if file.Executable {
			add = files.AddExecutable
		}
		if err := add(file.Path, file.Data); err != nil {
			return err
		}
	}
	return nil
}

// patchName is the name of a patch file: kind and name, and where that is taken
// the namespace.
func patchName(id identity, taken map[string]bool) string {
	clean := strings.NewReplacer(":", "-", "/", "-", `\`, "-")
	name := strings.ToLower(clean.Replace(id.Kind + "-" + id.Name))
	if taken[name] {
		name += "." + id.Namespace
	}
	for base, i := name, 2; taken[name]; i++ {
		name = fmt.Sprintf("%s-%d", base, i)
	}
	taken[name] = true
	return name + ".yaml"
}
