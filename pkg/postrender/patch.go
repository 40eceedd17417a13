package postrender

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/filters/patchjson6902"
	"sigs.k8s.io/kustomize/api/provider"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/api/types"
	kyaml "sigs.k8s.io/yaml"
)

// patch is one patch of an overlay.
type patch struct {
	where  string
	target target
	// merge is a strategic merge patch; json is another.
	merge *resource.Resource
	json  string

	found int
	near  near
}

func (p *patch) selects(h *header) bool {
	if p.target.matches(h) {
		return true
	}
	if p.found == 0 {
		p.near.see(p.target.wanted(), h.Identity)
	}
	return false
}

func (p *patch) missed() []error {
	if p.found > 0 {
		return nil
	}
	hint := ""
	for _, c := range p.near.best {
		if w := p.target.wanted(); c.Kind == w.Kind && c.Name == w.Name && c.Namespace != w.Namespace {
			if _, named := p.target.(exactly); named {
				hint = "; the patch must name the namespace, or have a target that names none"
			}
			break
		}
	}
	return []error{fmt.Errorf("%s: nothing in the stream is %s; %s%s", p.where, p.target, &p.near, hint)}
}

func (p *patch) apply(o *object) error {
	p.found++
	before := o.header.Identity
	if err := p.change(o); err != nil {
		return fmt.Errorf("%s: %s: %w", p.where, before, err)
	}
	o.touched()
	if !o.deleted() && o.header.Identity != before {
		return fmt.Errorf("%s: %s becomes %s, and what refers to it would not follow: set names in the values of the chart", p.where, before, o.header.Identity)
	}
	return nil
}

func (p *patch) change(o *object) error {
	if p.merge == nil {
		return p.operate(o)
	}
	names := containers(o.resource)
	if err := p.mergeInto(o); err != nil || o.deleted() {
		return err
	}
	return unknownContainers(names, o.resource)
}

// mergeInto does what ApplySmPatch of package resmap of kustomize does to each
// object that a target selects.
func (p *patch) mergeInto(o *object) error {
	merge := p.merge.DeepCopy()
	if _, named := p.target.(exactly); !named {
		if err := merge.CopyMergeMetaDataFieldsFrom(p.merge); err != nil {
			return err
		}
		merge.SetGvk(o.resource.GetGvk())
		merge.SetKind(p.merge.GetKind())
	}
	return o.resource.ApplySmPatch(merge)
}

// operate applies a JSON patch, and keeps what kustomize remembers of the object
// in its annotations.
func (p *patch) operate(o *object) error {
	kept := buildAnnotations(o.resource)
	if err := o.resource.ApplyFilter(patchjson6902.Filter{Patch: p.json}); err != nil {
		return err
	}
	for _, a := range kept {
		if err := setAnnotation(o.resource, a[0], a[1]); err != nil {
			return err
		}
	}
	return nil
}

// newPatches reads a patch of a kustomization: several strategic merge patches
// may be in one text.
func newPatches(where, text string, to *types.Selector, options *types.PatchArgs) ([]step, error) {
	if options != nil && (options.AllowKindChange || options.AllowNameChange) {
		return nil, errors.New("options: what refers to an object would not follow its new name: set names in the values of the chart")
	}
	text = strings.TrimSpace(text)
	var chosen target
	if to != nil {
		s, err := newSelector(*to)
		if err != nil {
			return nil, err
		}
		chosen = s
	}
	node, err := guard(text)
	if err != nil {
		return nil, err
	}
	if node.Kind == yaml.SequenceNode {
		operations, err := operations(text)
		if err != nil {
			return nil, err
		}
		if chosen == nil {
			return nil, errors.New("a JSON patch needs a target")
		}
		return []step{&patch{where: where, target: chosen, json: operations}}, nil
	}
	merges, err := merges(text)
	if err != nil {
		return nil, err
	}
	if chosen != nil && len(merges) > 1 {
		return nil, errors.New("a patch with a target must be one document")
	}
	var steps []step
	for _, m := range merges {
		p := &patch{where: where, target: chosen, merge: m}
		if chosen == nil {
			p.target = exactly{Identity{m.GetApiVersion(), m.GetKind(), m.GetNamespace(), m.GetName()}}
		}
		steps = append(steps, p)
	}
	return steps, nil
}

func merges(text string) ([]*resource.Resource, error) {
	merges, err := provider.NewDefaultDepProvider().GetResourceFactory().SliceFromBytes([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("not a patch: %w", err)
	}
	if len(merges) == 0 {
		return nil, errEmptyPatch
	}
	return merges, nil
}

// operations is a JSON patch as JSON.
func operations(text string) (string, error) {
	data, err := kyaml.YAMLToJSON([]byte(text))
	if err != nil {
		return "", fmt.Errorf("not a JSON patch: %w", err)
	}
	var list []struct {
		Op   string  `json:"op"`
		Path *string `json:"path"`
	}
	if err := json.Unmarshal(data, &list); err != nil {
		return "", fmt.Errorf("not a JSON patch: %w", err)
	}
	if len(list) == 0 {
		return "", errEmptyPatch
	}
	for i, operation := range list {
		if !slices.Contains([]string{"add", "remove", "replace", "move", "copy", "test"}, operation.Op) {
			return "", fmt.Errorf("[%d].op: unknown operation %q: write add, remove, replace, move, copy or test", i, operation.Op)
		}
		if operation.Path == nil {
			return "", fmt.Errorf("[%d].path: missing", i)
		}
	}
	return string(data), nil
}

var errEmptyPatch = errors.New("the patch is empty")

// guard parses every document once, so that kustomize reads none that is too
// much for it. It gives the first that is not empty.
func guard(text string) (*yaml.Node, error) {
	var first *yaml.Node
	documents := newSplitter(strings.NewReader(text))
	for {
		d, err := documents.next()
		if errors.Is(err, io.EOF) {
			if first == nil {
				return nil, errEmptyPatch
			}
			return first, nil
		}
		if err != nil {
			return nil, err
		}
		node, err := parse(d.raw)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", d.line, err)
		}
		if first == nil {
			first = node
		}
	}
}
