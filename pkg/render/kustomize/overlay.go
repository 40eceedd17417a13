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
}

// changes are what an environment makes of the base.
type changes struct {
	patches []*patch
	// early and late are files of new objects, applied before and after the base.
	early, late []string
	// touched are the objects of the base that are patched or go; want are the
	// objects of the environment that are patched or new.
	touched, want []written
}

// Directories of an overlay.
const (
	resourceDirectory = "resources"
	patchDirectory    = "patches"
	fileDirectory     = "files"
)

func (o *overlay) write(files *tree.Tree, b *bundle.Bundle) error {
	own := &tree.Tree{}
	c, err := o.compare(own, b)
	if err != nil {
		return err
	}
	up := strings.Repeat("../", strings.Count(o.directory, "/")+1)
	list := kustomization{SortOptions: &sortOptions{Order: "fifo"}}
	list.Resources = append(append(append(list.Resources, c.early...), up+baseDirectory), c.late...)
	taken := map[string]bool{}
	for _, patch := range c.patches {
		name := path.Join(patchDirectory, patchName(patch.id, taken))
		if err := own.Add(path.Join(o.directory, name), patch.text); err != nil {
			return err
		}
		list.Patches = append(list.Patches, reference{Path: name, Target: patch.target})
	}
	if err := list.write(own, o.directory, o.header); err != nil {
		return err
	}
	if err := o.prove(own, c); err != nil {
		return err
	}
	return merge(files, own)
}

// compare goes through the objects of the environment, which it compares with
// the base, and then through those of the base that are not there any more.
func (o *overlay) compare(own *tree.Tree, b *bundle.Bundle) (*changes, error) {
	c := &changes{}
	seen := map[identity]bool{}
	for _, component := range b.Components {
		var added []written
		for _, object := range component.Objects {
			after, err := write(object)
			if err != nil {
				return nil, fmt.Errorf("component %s: %w", component.Name, err)
			}
			if seen[after.id] {
				return nil, fmt.Errorf("component %s: there are two %s, and kustomize takes one", component.Name, after.id)
			}
			seen[after.id] = true
			before, ok := o.base.byID[after.id]
			switch {
			case !ok:
				added = append(added, after)
			case string(before.text) != string(after.text):
				if err := o.change(c, before, after); err != nil {
					return nil, err
				}
			}
		}
		if err := o.add(own, c, component, added); err != nil {
			return nil, err
		}
		if err := o.files(own, component); err != nil {
			return nil, err
		}
	}
	for _, before := range o.base.objects {
		if seen[before.id] {
			continue
		}
		gone, err := removal(before.id)
		if err != nil {
			return nil, err
		}
		c.patches = append(c.patches, gone)
		c.touched = append(c.touched, before)
	}
	return c, nil
}

func (o *overlay) change(c *changes, before, after written) error {
	patch, err := o.prover.patchFor(before, after)
	if err != nil || patch == nil {
		return err
	}
	c.patches = append(c.patches, patch)
	c.touched = append(c.touched, before)
	c.want = append(c.want, after)
	return nil
}

// add writes new objects. Namespaces and definitions of custom resources come
// before the base, which may need them.
func (o *overlay) add(own *tree.Tree, c *changes, component bundle.Component, added []written) error {
	if len(added) == 0 {
		return nil
	}
	names, err := addResources(own, path.Join(o.directory, resourceDirectory), component.Name, o.header, added)
	if err != nil {
		return err
	}
	list := &c.late
	if component.Wave <= bundle.WaveDefinitions {
		list = &c.early
	}
	for _, name := range names {
		*list = append(*list, path.Join(resourceDirectory, name))
	}
	c.want = append(c.want, added...)
	return nil
}

// files writes the files of a component whose files are not those of the base.
func (o *overlay) files(own *tree.Tree, component bundle.Component) error {
	for _, known := range o.base.bundle.Components {
		if known.Name == component.Name && reflect.DeepEqual(known.Files, component.Files) {
			return nil
		}
	}
	return addFiles(own, path.Join(o.directory, fileDirectory, component.Name), component)
}

// prove builds the overlay over a base of the objects that it touches. All
// others go through kustomize as they do in the base, and would cost the more
// the more there are.
func (o *overlay) prove(own *tree.Tree, c *changes) error {
	touched, want := c.touched, c.want
	if len(touched)+len(want) == 0 {
		return nil
	}
	if len(touched) == 0 && len(o.base.objects) > 0 {
		// kustomize takes no empty base.
		touched, want = o.base.objects[:1], append(want[:len(want):len(want)], o.base.objects[0])
	}
	files, err := directory(touched)
	if err != nil {
		return err
	}
	if err := merge(files, own); err != nil {
		return err
	}
	return o.prover.builds(files, o.directory, want)
}

// directory is a base of these objects only.
func directory(objects []written) (*tree.Tree, error) {
	files := &tree.Tree{}
	names, err := addResources(files, baseDirectory, "objects", "", objects)
	if err != nil {
		return nil, err
	}
	return files, kustomization{Resources: names}.write(files, baseDirectory, "")
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
