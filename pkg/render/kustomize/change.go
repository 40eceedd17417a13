package kustomize

import (
	"path"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/tree"
)

// change is one thing that an overlay does to its base: it patches an object or
// brings new ones.
type change struct {
	// patch is nil where there are resources.
	patch *reference
	// resources are files of new objects; early ones are applied before the base.
	resources []string
	early     bool
	// touched is the object of the base that is patched or goes; want are the
	// objects of the environment that are patched or new.
	touched, want []written
}

// kustomization is the base with some of the changes.
func (o *overlay) kustomization(changes []change) kustomization {
	list := kustomization{SortOptions: &sortOptions{Order: "fifo"}}
	var late []string
	for _, c := range changes {
		switch {
		case c.patch != nil:
			list.Patches = append(list.Patches, *c.patch)
		case c.early:
			list.Resources = append(list.Resources, c.resources...)
		default:
			late = append(late, c.resources...)
		}
	}
	up := strings.Repeat("../", strings.Count(o.directory, "/")+1)
	list.Resources = append(append(list.Resources, up+baseDirectory), late...)
	return list
}

// batch is how many changes are proven at once. The cost of kustomize grows
// faster than what it is given.
const batch = 50

// prove builds the changes over a base of the objects that they touch. All
// others go through kustomize as they do in the base.
func (o *overlay) prove() error {
	data := map[string][]byte{}
	for _, file := range o.files.Files() {
		data[file.Path] = file.Data
	}
	for changes := range slices.Chunk(o.changes, batch) {
		var touched, want []written
		var names []string
		for _, c := range changes {
			touched, want = append(touched, c.touched...), append(want, c.want...)
			names = append(names, c.resources...)
			if c.patch != nil {
				names = append(names, c.patch.Path)
			}
		}
		if len(touched) == 0 && len(o.base.objects) > 0 {
			// kustomize takes no empty base.
			touched, want = o.base.objects[:1], append(want, o.base.objects[0])
		}
		files, err := directory(touched)
		if err != nil {
			return err
		}
		for _, name := range names {
			file := path.Join(o.directory, name)
			if err := files.Add(file, data[file]); err != nil {
				return err
			}
		}
		if err := o.kustomization(changes).write(files, o.directory, o.header); err != nil {
			return err
		}
		if err := o.prover.builds(files, o.directory, want); err != nil {
			return err
		}
	}
	return nil
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
