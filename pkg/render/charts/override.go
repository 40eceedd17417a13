package charts

import (
	"reflect"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// entry is a key of a values file: with a value, with entries of its own, or
// with items that have entries.
type entry struct {
	key     string
	value   any
	entries []*entry
	items   [][]*entry
}

// overrides gives what has to be written over the defaults to get the values,
// in the order of the knobs.
func overrides(knobs []*knob.Knob, defaults, values map[string]any) []*entry {
	root := &entry{}
	for _, k := range knobs {
		if k.Kind == knob.Name || k.Kind == knob.Namespace {
			continue
		}
		if value, ok := override(k, k.In(defaults), k.In(values)); ok {
			leaf := root
			for _, key := range k.Path {
				leaf = leaf.child(key)
			}
			leaf.set(k, value)
		}
	}
	return root.entries
}

func (e *entry) child(key string) *entry {
	i := slices.IndexFunc(e.entries, func(one *entry) bool { return one.key == key })
	if i < 0 {
		e.entries = append(e.entries, &entry{key: key})
		i = len(e.entries) - 1
	}
	return e.entries[i]
}

// set takes a list of maps apart, whose keys have an order, too.
func (e *entry) set(k *knob.Knob, value any) {
	list, ok := value.([]any)
	if !ok || k.Kind != knob.Each || len(k.Items[0].Path) == 0 {
		e.value = value
		return
	}
	for _, one := range list {
		item, _ := one.(map[string]any)
		e.items = append(e.items, overrides(k.Items, nil, item))
	}
}

// override gives what has to be written over a default of a knob.
func override(k *knob.Knob, base, want any) (any, bool) {
	switch {
	case absent(k, base) && absent(k, want):
		return nil, false
	case absent(k, want):
		return nil, true
	default:
		return over(base, want)
	}
}

// absent says whether a value of a knob is the same as none: what is empty, but
// for an optional knob, and in an item of a list, which has no defaults, what the
// stack leaves out.
func absent(k *knob.Knob, value any) bool {
	switch {
	case value == nil:
		return true
	case k.Optional:
		return false
	default:
		return knob.Empty(value) || k.Parent != nil && !k.Required && (value == "" || value == false)
	}
}

// over gives what Helm has to merge over base to get want: maps are merged,
// null removes a key, anything else is replaced.
func over(base, want any) (any, bool) {
	baseMap, isMap := base.(map[string]any)
	wantMap, staysMap := want.(map[string]any)
	if !isMap || !staysMap {
		return want, !reflect.DeepEqual(base, want)
	}
	merge := map[string]any{}
	for key := range baseMap {
		if _, kept := wantMap[key]; !kept {
			merge[key] = nil
		}
	}
	for key, value := range wantMap {
		if _, had := baseMap[key]; !had {
			merge[key] = value
		} else if value, differs := over(baseMap[key], value); differs {
			merge[key] = value
		}
	}
	return merge, len(merge) > 0
}
