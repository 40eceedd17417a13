package charts

import (
	"maps"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/tree"
)

// Tree gives the files: charts, values, helmfile.yaml, install.sh and, below
// files, what is used by hand.
func (c *Charts) Tree() (*tree.Tree, error) {
	files := &tree.Tree{}
	for _, one := range c.Charts {
		for _, name := range slices.Sorted(maps.Keys(one.Files)) {
			if err := files.Add("charts/"+one.Name+"/"+name, one.Files[name]); err != nil {
				return nil, err
			}
		}
	}
	for _, r := range c.Releases {
		if err := files.Add(r.ValuesFile, r.Values); err != nil {
			return nil, err
		}
	}
	if err := c.addOrder(files); err != nil {
		return nil, err
	}
	return files, c.addFiles(files)
}

// addOrder adds what installs the releases in their order.
func (c *Charts) addOrder(files *tree.Tree) error {
	list, err := c.helmfile()
	if err != nil {
		return err
	}
	if err := files.Add("helmfile.yaml", list); err != nil {
		return err
	}
	script, err := c.install()
	if err != nil {
		return err
	}
	return files.AddExecutable("install.sh", script)
}

func (c *Charts) addFiles(files *tree.Tree) error {
	for _, component := range c.components {
		for _, file := range component.Files {
			add := files.Add
			if file.Executable {
				add = files.AddExecutable
			}
			if err := add(directoryOf(component)+"/"+file.Path, file.Data); err != nil {
				return err
			}
		}
	}
	return nil
}
