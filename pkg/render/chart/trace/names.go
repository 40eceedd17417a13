package trace

import (
	"slices"
	"strings"
)

// naming are the fields that tell the items of a list apart, as far as an item
// has them.
var naming = []string{"apiVersion", "kind", "metadata", "name", "mountPath", "key", "ip", "topologyKey"}

// name tells an item of a list from the others.
func (n *node) name() string {
	if n.known == "" {
		n.known = n.nameIf(nil)
	}
	return n.known
}

// nameIf is the name that a node has in a trial, in which some knobs are empty.
func (n *node) nameIf(t *trial) string {
	switch n.kind {
	case mapping:
		return n.mappingName(t)
	case loop:
		return "loop" + n.ref.text() + n.itemNames(t)
	case scalar:
		if n.isEmptyMap() {
			return "" // as a mapping in which everything is empty
		}
		return "text" + t.text(n)
	case list:
		return "list" + n.itemNames(t)
	default:
		return n.print()
	}
}

func (n *node) itemNames(t *trial) string {
	var names strings.Builder
	for _, item := range n.items {
		names.WriteString(item.nameIf(t))
	}
	return names.String()
}

func (n *node) mappingName(t *trial) string {
	var name strings.Builder
	for _, field := range naming {
		value := n.field(field)
		switch {
		case value == nil:
		case field == "metadata":
			name.WriteString(value.fieldName(t, "namespace") + value.fieldName(t, "name"))
		default:
			name.WriteString(n.fieldName(t, field))
		}
	}
	if name.Len() > 0 {
		return name.String()
	}
	for _, e := range n.entries {
		if e.merge != nil {
			return e.print()
		}
		if e.value.kind != scalar || t.text(e.value) != "" {
			return e.name() + e.value.nameIf(t)
		}
	}
	return ""
}

func (n *node) field(name string) *node {
	for _, e := range n.entries {
		if len(e.key) == 1 && e.key[0].Ref == nil && e.key[0].Literal == name {
			return e.value
		}
	}
	return nil
}

func (n *node) fieldName(t *trial, field string) string {
	value := n.field(field)
	if value == nil || value.kind != scalar || t.text(value) == "" {
		return ""
	}
	return field + "\x01" + t.text(value)
}

// text of a scalar in a trial.
func (t *trial) text(n *node) string {
	if t == nil {
		return n.print()
	}
	return t.without(n.parts)
}

// named says whether a trial's item had the name.
func (i *Item) named(name string) bool { return i.names[name] }

// alike says whether a node is the item under another name, because a knob is
// empty in the trial.
func (i *Item) alike(n *node, t trial) bool {
	name := n.nameIf(&t)
	return slices.ContainsFunc(i.samples, func(sample *node) bool {
		return (sample.kind == n.kind || n.isEmptyMap()) && sample.nameIf(&t) == name
	})
}
