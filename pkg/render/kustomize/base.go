package kustomize

import (
	"fmt"
	"path"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// base is what the environments are compared with.
type base struct {
	// objects in apply order.
	objects []written
	byID    map[identity]written
	// files by their component.
	files map[string][]bundle.File
}

// writeBase writes a directory per component and the list of them.
func writeBase(files *tree.Tree, p *prover, b *bundle.Bundle) (*base, error) {
	all := &base{byID: map[identity]written{}, files: map[string][]bundle.File{}}
	list := kustomization{SortOptions: &sortOptions{Order: "fifo"}}
	for _, c := range b.Components {
		directory := path.Join(baseDirectory, c.Name)
		if err := addFiles(files, path.Join(baseDirectory, fileDirectory, c.Name), c); err != nil {
			return nil, err
		}
		all.files[c.Name] = c.Files
		if len(c.Objects) == 0 {
			continue
		}
		header := fmt.Sprintf("%s# Stack %s, component %s.\n", generated, b.Name, c.Name)
		objects := make([]written, 0, len(c.Objects))
		for _, object := range c.Objects {
			w, err := write(object)
			if err != nil {
				return nil, fmt.Errorf("component %s: %w", c.Name, err)
			}
			if _, ok := all.byID[w.id]; ok {
				return nil, fmt.Errorf("component %s: the stack has two %s, and kustomize takes one", c.Name, w.id)
			}
			all.byID[w.id] = w
			objects = append(objects, w)
		}
		all.objects = append(all.objects, objects...)
		names, err := addResources(files, directory, c.Name, header, objects)
		if err != nil {
			return nil, err
		}
		if err := (kustomization{Resources: names}).write(files, directory, header); err != nil {
			return nil, err
		}
		if err := p.base(objects); err != nil {
			return nil, err
		}
		list.Resources = append(list.Resources, c.Name)
	}
	return all, list.write(files, baseDirectory, fmt.Sprintf("%s# Stack %s, component by component in apply order.\n", generated, b.Name))
}

// addResources writes objects: the definitions of custom resources, which are
// large, to a file each and the others to one. It gives the names of the files.
func addResources(files *tree.Tree, directory, name, header string, objects []written) ([]string, error) {
	var names []string
	add := func(name string, data []byte) error {
		names = append(names, name)
		return files.Add(path.Join(directory, name), data)
	}
	data := []byte(header)
	for _, w := range objects {
		if _, ok := w.object.(encode.Texter); ok {
			if err := add(w.id.Name+".yaml", append([]byte(header+"---\n"), w.text...)); err != nil {
				return nil, err
			}
			continue
		}
		data = append(append(data, "---\n"...), w.text...)
	}
	if len(data) == len(header) {
		return names, nil
	}
	return names, add(name+".yaml", data)
}

func addFiles(files *tree.Tree, directory string, c bundle.Component) error {
	for _, file := range c.Files {
		add := files.Add
		if file.Executable {
			add = files.AddExecutable
		}
		if err := add(path.Join(directory, file.Path), file.Data); err != nil {
			return fmt.Errorf("component %s: %w", c.Name, err)
		}
	}
	return nil
}
