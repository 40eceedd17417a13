package kustomize

import (
	"fmt"
	"maps"
	"regexp"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/flinkgen/flinkgen/pkg/encode"
)

// patch is a patch file for one object.
type patch struct {
	id   identity
	text []byte
	// target is there for a JSON patch, which does not name its object.
	target *target
}

// patchFor gives the smallest patch that makes after of before and that
// kustomize applies as it is meant; nil where they are equal. Built-in kinds get
// a strategic merge patch, custom kinds a JSON patch, and so do objects that a
// merge would say much more of: lists without a merge key have to be repeated as
// a whole. So do those where kustomize merges otherwise than the API server.
func (p *prover) patchFor(before, after written) (*patch, error) {
	was, err := before.tree()
	if err != nil {
		return nil, err
	}
	is, err := after.tree()
	if err != nil {
		return nil, err
	}
	operations := difference(was, is)
	if len(operations) == 0 {
		return nil, nil
	}
	comment := describe(after.id, operations)
	if builtIn(after.object) {
		// Either error means that a merge cannot say it.
		merge, err := strategicMerge(was, is, after.object)
		if err == nil && size(merge) < clearly*size(operations) {
			proven, err := p.merge(comment, merge, before, after)
			if err == nil {
				return proven, nil
			}
		}
	}
	text, err := encode.Append([]byte(comment), operations)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", after.id, err)
	}
	return &patch{id: after.id, text: text, target: targetOf(after.id)}, nil
}

// clearly is how many times longer a strategic merge patch is than a JSON patch
// that is easier to read.
const clearly = 2

// merge gives a strategic merge patch, or an error where kustomize makes
// something else of it than the API server.
func (p *prover) merge(comment string, merge map[string]any, before, after written) (*patch, error) {
	text, err := document(comment, after.id, merge)
	if err != nil {
		return nil, err
	}
	if err := p.merges(before, text, after); err != nil {
		return nil, err
	}
	return &patch{id: after.id, text: text}, nil
}

// removal is the patch that takes an object out.
func removal(id identity) (*patch, error) {
	text, err := document(fmt.Sprintf("# Removes %s.\n", id), id, map[string]any{"$patch": "delete"})
	return &patch{id: id, text: text}, err
}

// document is a strategic merge patch as text, which starts with what says for
// which object it is.
func document(comment string, id identity, merge map[string]any) ([]byte, error) {
	metadata, _ := merge["metadata"].(map[string]any)
	metadata = maps.Clone(metadata)
	if metadata == nil {
		metadata = map[string]any{}
	}
	metadata["name"] = id.Name
	if id.Namespace != "" {
		metadata["namespace"] = id.Namespace
	}
	head := map[string]any{"apiVersion": id.APIVersion, "kind": id.Kind, "metadata": metadata}
	rest := map[string]any{}
	for key, value := range merge {
		if strings.HasPrefix(key, "$") {
			head[key] = value
		} else if head[key] == nil {
			rest[key] = value
		}
	}
	text, err := encode.Append([]byte(comment), head)
	if err == nil && len(rest) > 0 {
		text, err = encode.Append(text, rest)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", id, err)
	}
	return text, nil
}

func targetOf(id identity) *target {
	kind := schema.FromAPIVersionAndKind(id.APIVersion, id.Kind)
	return &target{
		Group: kind.Group, Version: kind.Version, Kind: kind.Kind,
		Namespace: regexp.QuoteMeta(id.Namespace), Name: regexp.QuoteMeta(id.Name),
	}
}
