package source

import (
	"fmt"
	"reflect"
)

// Merge gives base with over written over it. Neither is changed.
//
// Maps merge key by key. Lists replace, except those whose struct field in t
// is tagged patchStrategy:"merge" patchMergeKey:"name": their items merge by
// that key, in the order of base, new ones come last, and an item with
// "$patch: delete" takes one out. With patchStrategy "retainKeys" the keys of
// such an item (or of a struct field) that over does not name go away.
//
// null deletes what base has. It stays as null in the result wherever t has a
// field or a typed map for it, so that decoding clears the default too, and
// the key goes away where t says nothing about the keys.
//
// What ParseSet gives merges into the one list item that it names; decoding
// reports it if there is no such item. Either node may be nil, and t may be
// nil where nothing is known of the type.
func Merge(base, over *Node, t reflect.Type) *Node {
	m := merger{types{}}
	return m.merge(base, over, t, &fieldInfo{})
}

type merger struct{ types types }

func (m merger) merge(base, over *Node, t reflect.Type, field *fieldInfo) *Node {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case over == nil:
		return base
	case over.patches != nil:
		return m.patch(base, over, t)
	case base == nil && over.holdsPatch:
		return m.maps(&Node{Position: over.Position, Kind: Map}, over, t, false)
	case base == nil || over.below != nil:
		return over
	case over.Kind == Map && base.Kind == Map:
		return m.maps(base, over, t, field.retainKeys)
	case over.Kind == List && base.Kind == List && field.mergeKey != "":
		return m.lists(base, over, t, field)
	case over.Kind == Map && base.Kind == Scalar && !base.null() && t != nil && m.types.of(t).readsScalar:
		both := *over
		both.below = base
		return &both
	}
	return over
}

func (m merger) maps(base, over *Node, t reflect.Type, retainKeys bool) *Node {
	merged := &Node{Position: base.Position, Kind: Map, below: base.below, Entries: make([]Entry, 0, len(base.Entries)+len(over.Entries))}
	written := make(map[string]*Entry, len(over.Entries))
	for i := range over.Entries {
		written[over.Entries[i].Key] = &over.Entries[i]
	}
	had := make(map[string]bool, len(base.Entries))
	for _, entry := range base.Entries {
		had[entry.Key] = true
		change, changed := written[entry.Key]
		if !changed {
			if !retainKeys {
				merged.Entries = append(merged.Entries, entry)
			}
			continue
		}
		m.add(merged, entry.Value, change, entry.Position, t)
	}
	for i := range over.Entries {
		if entry := &over.Entries[i]; !had[entry.Key] {
			m.add(merged, nil, entry, entry.Position, t)
		}
	}
	return merged
}

// add appends a key of over to a map, merged with what base has there.
func (m merger) add(merged *Node, base *Node, over *Entry, at Position, t reflect.Type) {
	inner, field, typed := m.child(t, over.Key)
	if over.Value.null() && !typed {
		return
	}
	entry := Entry{Position: at, Key: over.Key, Value: m.merge(base, over.Value, inner, field)}
	if entry.Value == over.Value {
		entry.Position = over.Position
	}
	merged.Entries = append(merged.Entries, entry)
}

// child is the type of what a key of t holds, and whether t says anything of it.
func (m merger) child(t reflect.Type, key string) (reflect.Type, *fieldInfo, bool) {
	unknown := &fieldInfo{}
	if t == nil {
		return nil, unknown, false
	}
	info := m.types.of(t)
	switch {
	case info.raw():
	case t.Kind() == reflect.Map:
		return t.Elem(), unknown, true
	case t.Kind() == reflect.Struct:
		if field, found := info.fields[key]; found {
			return field.typ, field, true
		}
		return nil, unknown, true // kept for the error about the unknown field
	}
	return nil, unknown, false
}

// lists merges items by the key of the field.
func (m merger) lists(base, over *Node, t reflect.Type, field *fieldInfo) *Node {
	merged := &Node{Position: base.Position, Kind: List, Items: append([]*Node(nil), base.Items...)}
	places := make(map[string]int, len(base.Items))
	for i, item := range merged.Items {
		if name, found := nameOf(item, field.mergeKey); found {
			if _, twice := places[name]; !twice {
				places[name] = i
			}
		}
	}
	item := &fieldInfo{retainKeys: field.retainKeys}
	gone := map[int]bool{}
	for _, change := range over.Items {
		name, named := nameOf(change, field.mergeKey)
		place, found := places[name]
		found = found && named
		deletes := change.Get("$patch")
		switch {
		case deletes != nil && deletes.Text == "delete" && named:
			if found {
				gone[place] = true
				delete(places, name)
			}
		case found:
			merged.Items[place] = m.merge(merged.Items[place], change, elementOf(t), item)
		default:
			if named {
				places[name] = len(merged.Items)
			}
			merged.Items = append(merged.Items, change)
		}
	}
	kept := merged.Items[:0]
	for i, item := range merged.Items {
		if !gone[i] {
			kept = append(kept, item)
		}
	}
	merged.Items = kept
	return merged
}

func nameOf(item *Node, key string) (string, bool) {
	name := item.Get(key)
	if name == nil || name.Kind != Scalar || name.null() {
		return "", false
	}
	return name.Text, true
}

func elementOf(t reflect.Type) reflect.Type {
	if t != nil && t.Kind() == reflect.Slice {
		return t.Elem()
	}
	return nil
}

// patch merges the item of a list from ParseSet into the item that it names.
func (m merger) patch(base, over *Node, t reflect.Type) *Node {
	var items []*Node
	if base != nil && base.Kind == List && base.patches == nil {
		items = base.Items
	}
	s, place := over.patches, -1
	switch {
	case s.kind == byIndex && s.index <= len(items):
		place = s.index
	case s.kind == byMatch:
		place = indexOf(items, s.key, s.value)
	}
	if place < 0 {
		failed := *over
		failed.problem, failed.hint = missing(s, items)
		return &failed
	}
	merged := &Node{Position: over.Position, Kind: List, Items: append([]*Node(nil), items...)}
	if base != nil {
		merged.Position = base.Position
	}
	switch change := over.Items[0]; {
	case place == len(items):
		merged.Items = append(merged.Items, m.merge(nil, change, elementOf(t), &fieldInfo{}))
	case change.null():
		merged.Items = append(merged.Items[:place], merged.Items[place+1:]...)
	default:
		merged.Items[place] = m.merge(items[place], change, elementOf(t), &fieldInfo{})
	}
	return merged
}

// missing says that a list has no such item.
func missing(s *step, items []*Node) (problem, hint string) {
	if s.kind == byIndex {
		return fmt.Sprintf("there is no item %d: the list has %d", s.index, len(items)), "items count from 0"
	}
	var names []string
	for _, item := range items {
		if name, found := nameOf(item, s.key); found {
			names = append(names, name)
		}
	}
	problem = fmt.Sprintf("no item has %s %q", shorten(s.key), shorten(s.value))
	return problem, DidYouMean(s.value, names)
}
