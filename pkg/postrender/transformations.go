package postrender

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/filters/annotations"
	"sigs.k8s.io/kustomize/api/filters/imagetag"
	"sigs.k8s.io/kustomize/api/filters/labels"
	"sigs.k8s.io/kustomize/api/filters/replicacount"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/kio"
)

// filters is a step that lets filters of kustomize work on every object.
type filters struct {
	always
	list []kio.Filter
}

func (filters) selects(*header) bool { return true }

func (f filters) apply(o *object) error {
	for _, filter := range f.list {
		if err := o.resource.ApplyFilter(filter); err != nil {
			return fmt.Errorf("%s: %w", o.header.Identity, err)
		}
	}
	o.touched()
	return nil
}

func labelStep(pairs map[string]string, specs types.FsSlice) step {
	return filters{list: []kio.Filter{labels.Filter{Labels: pairs, FsSlice: specs}}}
}

func annotationStep(pairs map[string]string, specs types.FsSlice) step {
	return filters{list: []kio.Filter{annotations.Filter{Annotations: pairs, FsSlice: specs}}}
}

// labelSpecs are the fields that an entry of labels in a kustomization means.
func labelSpecs(l types.Label) (types.FsSlice, error) {
	specs := types.FsSlice(l.FieldSpecs)
	more := types.FsSlice{spec("metadata/labels", "", "", "", true)}
	switch {
	case l.IncludeSelectors:
		more = selectorSpecs()
	case l.IncludeTemplates && l.IncludeVolumeClaimTemplates:
		more = slices.Concat(templateLabelSpecs(), claimLabelSpecs())
	case l.IncludeTemplates:
		more = templateLabelSpecs()
	case l.IncludeVolumeClaimTemplates:
		more = append(claimLabelSpecs(), more...)
	}
	return specs.MergeAll(more)
}

// image is an entry of images in a kustomization.
type image struct {
	where string
	types.Image
	found bool
}

func (i *image) selects(h *header) bool {
	return h.Kind != "CustomResourceDefinition" && (h.body == nil || i.in(h.body))
}

// in says whether a text may hold the name, which kustomize takes for a pattern.
func (i *image) in(text []byte) bool {
	return strings.ContainsAny(i.Name, `*+?()[]{}|^$\`) || bytes.Contains(text, []byte(i.Name))
}

func (i *image) apply(o *object) error {
	before, err := text(o.resource.YNode())
	if err != nil || !i.in(before) {
		return err
	}
	for _, filter := range []kio.Filter{imagetag.LegacyFilter{ImageTag: i.Image}, imagetag.Filter{ImageTag: i.Image, FsSlice: imageSpecs()}} {
		if err := o.resource.ApplyFilter(filter); err != nil {
			return fmt.Errorf("%s: %s: %w", i.where, o.header.Identity, err)
		}
	}
	after, err := text(o.resource.YNode())
	if err != nil {
		return err
	}
	i.found = i.found || bytes.Contains(before, []byte(i.Name))
	if !bytes.Equal(before, after) {
		i.found = true
		o.touched()
	}
	return nil
}

func (i *image) missed() []error {
	if i.found {
		return nil
	}
	return []error{fmt.Errorf("%s: no object of the stream has the image %q", i.where, i.Name)}
}

// replicas is an entry of replicas in a kustomization.
type replicas struct {
	where string
	types.Replica
	found bool
	near  near
}

func (r *replicas) selects(h *header) bool {
	named := h.Name == r.Name || slices.ContainsFunc(h.previous, func(id Identity) bool { return id.Name == r.Name })
	scales := slices.ContainsFunc(replicaSpecs(), func(s types.FieldSpec) bool { return s.Kind == h.Kind })
	if scales && !named && !r.found {
		r.near.see(Identity{Name: r.Name}, h.Identity)
	}
	return scales && named
}

func (r *replicas) apply(o *object) error {
	for _, fieldSpec := range replicaSpecs() {
		if fieldSpec.Kind != o.header.Kind {
			continue
		}
		if err := o.resource.ApplyFilter(replicacount.Filter{Replica: r.Replica, FieldSpec: fieldSpec}); err != nil {
			return fmt.Errorf("%s: %w", o.header.Identity, err)
		}
	}
	r.found = true
	o.touched()
	return nil
}

func (r *replicas) missed() []error {
	if r.found {
		return nil
	}
	return []error{fmt.Errorf("%s: nothing in the stream with replicas is called %q; %s", r.where, r.Name, &r.near)}
}
