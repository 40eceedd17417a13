package postrender

import (
	"errors"
	"fmt"
	"io/fs"

	"sigs.k8s.io/kustomize/api/provider"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/api/types"
)

// additions are the objects that the overlay lists under resources.
func (o *overlay) additions() ([]step, []error) {
	var all []*resource.Resource
	var errs []error
	for i, name := range o.Resources {
		objects, err := o.resource(name)
		if err != nil {
			errs = append(errs, o.at("resources", i, err))
		}
		all = append(all, objects...)
	}
	if len(all) == 0 {
		return nil, errs
	}
	return []step{&addition{name: o.Name, objects: all}}, errs
}

func (o *overlay) resource(name string) ([]*resource.Resource, error) {
	cleaned, err := inside(name)
	if err != nil {
		return nil, err
	}
	info, err := fs.Stat(o.Files, cleaned)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("there is no %q: if it stands for what Helm renders, leave it out", name)
	case err != nil:
		return nil, fmt.Errorf("cannot read %q: %w", name, cause(err))
	case info.IsDir():
		return nil, fmt.Errorf("%q is a directory: list its files, or list it under components", name)
	}
	data, err := o.load(cleaned)
	if err != nil {
		return nil, err
	}
	if _, err := guard(string(data)); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	objects, err := provider.NewDefaultDepProvider().GetResourceFactory().SliceFromBytes(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return objects, nil
}

// transformations are in the order in which kustomize takes the fields.
func (o *overlay) transformations() ([]step, []error) {
	var steps []step
	var errs []error
	for i, merge := range o.PatchesStrategicMerge { //nolint:staticcheck // overlays that people have still use it
		steps, errs = o.addPatch(steps, errs, "patchesStrategicMerge", i, mergePatch(o, string(merge)))
	}
	for i, p := range o.Patches {
		steps, errs = o.addPatch(steps, errs, "patches", i, p)
	}
	if o.Namespace != "" {
		steps = append(steps, newNamespace(o.Namespace))
	}
	for i, l := range o.Labels {
		specs, err := labelSpecs(l)
		if err != nil {
			errs = append(errs, o.at("labels", i, err))
		}
		steps = append(steps, labelStep(l.Pairs, specs))
	}
	if len(o.CommonLabels) > 0 { //nolint:staticcheck // overlays that people have still use it
		steps = append(steps, labelStep(o.CommonLabels, selectorSpecs())) //nolint:staticcheck // overlays that people have still use it
	}
	if len(o.CommonAnnotations) > 0 {
		steps = append(steps, annotationStep(o.CommonAnnotations, annotationSpecs()))
	}
	for i, p := range o.PatchesJson6902 { //nolint:staticcheck // overlays that people have still use it
		steps, errs = o.addPatch(steps, errs, "patchesJson6902", i, p)
	}
	for i, r := range o.Replicas {
		steps = append(steps, &replicas{where: o.where("replicas", i), Replica: r})
	}
	for i, changed := range o.Images {
		if changed.Name == "" {
			errs = append(errs, o.at("images", i, errors.New("name: missing")))
		}
		steps = append(steps, &image{where: o.where("images", i), Image: changed})
	}
	return steps, errs
}

func (o *overlay) addPatch(steps []step, errs []error, field string, i int, p types.Patch) ([]step, []error) {
	text := p.Patch
	where := o.where(field, i)
	switch {
	case p.Patch != "" && p.Path != "":
		return steps, append(errs, o.at(field, i, errors.New("it has both patch and path: keep one")))
	case p.Path != "":
		data, err := o.load(p.Path)
		if err != nil {
			return steps, append(errs, o.at(field, i, err))
		}
		text = string(data)
		where += " (" + p.Path + ")"
	}
	more, err := newPatches(where, text, p.Target, p.Options)
	if err != nil {
		return steps, append(errs, fmt.Errorf("%s: %w", where, err))
	}
	return append(steps, more...), errs
}

// mergePatch is an item of patchesStrategicMerge: a file, or the patch itself.
func mergePatch(o *overlay, item string) types.Patch {
	if cleaned, err := inside(item); err == nil {
		if _, err := fs.Stat(o.Files, cleaned); err == nil {
			return types.Patch{Path: item}
		}
	}
	if node, err := guard(item); err == nil && lookup(node, "kind") != nil {
		return types.Patch{Patch: item}
	}
	return types.Patch{Path: item}
}

// addition adds objects to the end of a stream.
type addition struct {
	always
	name    string
	objects []*resource.Resource
}

func (*addition) selects(*header) bool { return false }

func (*addition) apply(*object) error { return nil }

func (a *addition) added() []*resource.Resource { return a.objects }
