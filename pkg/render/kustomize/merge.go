package kustomize

import (
	stdjson "encoding/json"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/strategicpatch"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// The directives of the API server that kustomize does not know.
const (
	elementOrder = "$setElementOrder/"
	retainKeys   = "$retainKeys"
)

// strategicMerge gives the strategic merge patch that makes after of before, in
// the way of kustomize, without what says which object it is for.
func strategicMerge(before, after map[string]any, typed component.Object) (map[string]any, error) {
	beforeJSON, err := stdjson.Marshal(before)
	if err != nil {
		return nil, err
	}
	afterJSON, err := stdjson.Marshal(after)
	if err != nil {
		return nil, err
	}
	data, err := strategicpatch.CreateTwoWayMergePatch(beforeJSON, afterJSON, typed)
	if err != nil {
		return nil, err
	}
	var patch map[string]any
	if err := json.Unmarshal(data, &patch); err != nil {
		return nil, err
	}
	forKustomize(patch, before)
	return patch, nil
}

// forKustomize replaces the directives that kustomize does not know. It puts the
// items of a patch before those that the patch does not name, so the patch has
// to name every item that stands before a changed one.
func forKustomize(patch, before map[string]any) {
	delete(patch, retainKeys)
	for name, value := range patch {
		order, ok := strings.CutPrefix(name, elementOrder)
		if !ok {
			continue
		}
		delete(patch, name)
		changed, _ := patch[order].([]any)
		known, _ := before[order].([]any)
		want, _ := value.([]any)
		if placed := inOrder(changed, known, want); len(placed) > 0 {
			patch[order] = placed
		}
	}
	for name, value := range patch {
		inner, isMap := value.(map[string]any)
		known, was := before[name].(map[string]any)
		if isMap && was {
			forKustomize(inner, known)
		}
	}
}

// inOrder gives the items of a patch so that they end in the order that is
// wanted. Of each wanted item there is the merge key and nothing else.
func inOrder(changed, before, want []any) []any {
	key := mergeKey(want)
	if key == "" {
		return changed
	}
	items, gone := map[string]any{}, []any{}
	for _, item := range changed {
		fields, _ := item.(map[string]any)
		if fields["$patch"] == "delete" {
			gone = append(gone, item)
			continue
		}
		items[keyOf(item, key)] = item
	}
	known := map[string]map[string]any{}
	var order []string
	for _, item := range before {
		known[keyOf(item, key)], _ = item.(map[string]any)
		order = append(order, keyOf(item, key))
	}
	names := make([]string, len(want))
	for i, item := range want {
		names[i] = keyOf(item, key)
	}
	var placed []any
	for i, name := range names {
		rest := names[i:]
		if !slices.ContainsFunc(rest, func(name string) bool { return items[name] != nil }) && keptOrder(order, rest) {
			break
		}
		item, ok := items[name].(map[string]any)
		if !ok {
			item = map[string]any{key: want[i].(map[string]any)[key]}
		} else if known[name] != nil {
			forKustomize(item, known[name])
		}
		placed = append(placed, item)
	}
	return append(placed, gone...)
}

// keptOrder says whether the names come in order as they are wanted.
func keptOrder(order, names []string) bool {
	kept := slices.DeleteFunc(slices.Clone(order), func(name string) bool { return !slices.Contains(names, name) })
	return slices.Equal(kept, names)
}

func mergeKey(want []any) string {
	if len(want) == 0 {
		return ""
	}
	fields, _ := want[0].(map[string]any)
	for key := range fields {
		if len(fields) == 1 {
			return key
		}
	}
	return ""
}

func keyOf(item any, key string) string {
	fields, _ := item.(map[string]any)
	return fmt.Sprint(fields[key])
}
