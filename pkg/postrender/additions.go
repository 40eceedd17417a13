package postrender

import (
	"fmt"

	"sigs.k8s.io/kustomize/api/resource"
	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
)

// additions are the objects that overlays add.
type additions []*resource.Resource

// collide refuses an object that the stream has already.
func (all additions) collide(id Identity, line int) error {
	for _, object := range all {
		added := Identity{object.GetApiVersion(), object.GetKind(), object.GetNamespace(), object.GetName()}
		if added.equal(id) {
			return fmt.Errorf("line %d: %s is in the stream, and an overlay adds it under resources: patch it instead", line, id)
		}
	}
	return nil
}

// add writes an object that an overlay adds, after the steps that follow.
func (r *renderer) add(from *kyaml.RNode, steps []step) (err error) {
	defer rescue(headerOf(from.YNode()).Identity, &err)
	o := newObject(from.Copy().YNode())
	before := unquoted(o.resource.YNode())
	if err := run(steps, o); err != nil {
		return err
	}
	if o.deleted() {
		return nil
	}
	dropBuildAnnotations(o.resource)
	quote(o.resource.YNode(), before)
	data, err := text(o.resource.YNode())
	if err != nil {
		return fmt.Errorf("%s: %w", o.header.Identity, err)
	}
	separator := "---\n"
	if r.last != 0 && r.last != '\n' {
		separator = "\n---\n"
	}
	r.result.Objects++
	r.result.Added++
	if err := r.collect(o, 0); err != nil {
		return err
	}
	return r.write(append([]byte(separator), data...))
}
