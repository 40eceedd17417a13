package trace

import (
	"reflect"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// merged is the entry as all entries of a knob, if it is the symbol of a map.
func (w *walker) merged(e entry) entry {
	if len(e.key) != 1 || e.key[0].Ref == nil || e.key[0].Ref.Knob.Kind != knob.Map {
		return e
	}
	ref := *e.key[0].Ref
	symbol := w.symbol(ref)
	if symbol == "" || e.print() != symbol {
		return e
	}
	return entry{merge: &ref}
}

// spliced is the item as all items of a knob, if it is the symbol of a list.
func (w *walker) spliced(item *node) *node {
	ref, ok := item.tree(knob.List)
	if !ok || item.print() != w.symbol(ref) {
		return item
	}
	return &node{kind: splice, ref: ref}
}

// whole is the mapping as the value of a knob, if it is that knob's symbol.
func (w *walker) whole(n *node) (*node, error) {
	if len(n.entries) == 0 {
		return bare("{}"), nil
	}
	ref, ok := n.tree(knob.Tree)
	if !ok {
		return w.inlined(n), nil
	}
	if n.print() == w.symbol(ref) {
		return &node{kind: whole, ref: ref}, nil
	}
	return w.inlined(n), nil
}

// inlined puts the fields of a knob that stand among those of a struct into
// one entry, such as the source of a volume beside its name.
func (w *walker) inlined(n *node) *node {
	for i, e := range n.entries {
		if e.merge != nil || len(n.entries) == 1 {
			continue
		}
		ref, ok := e.value.tree(knob.Tree)
		if ok && e.value.kind != whole && "{"+e.print()+"\x00" == w.symbol(ref) {
			n.entries[i] = entry{merge: &ref}
		}
	}
	return n
}

// tree is the one knob of a kind whose symbol is in the node.
func (n *node) tree(of knob.Kind) (Ref, bool) {
	var found *Ref
	several := false
	n.each(func(r *Ref) {
		if found != nil && (found.Knob != r.Knob) {
			several = true
		}
		found = r
	})
	if found == nil || several || found.Knob.Kind != of {
		return Ref{}, false
	}
	return *found, true
}

// symbol is the print of the symbol of a map, a list or a tree: of its entry,
// its item or itself.
func (w *walker) symbol(ref Ref) string {
	name := ref.text()
	if print, known := w.prints[name]; known {
		return print
	}
	w.prints[name] = "" // the symbol itself is not to be recognised
	v := reflect.New(ref.Knob.Type).Elem()
	fill(v, ref)
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if ref.Knob.Kind == knob.List {
		v = v.Index(0)
	}
	n, err := w.node(v)
	if err == nil && n != nil {
		w.prints[name] = n.print()
		if ref.Knob.Kind == knob.Map {
			w.prints[name] = n.entries[0].print()
		}
	}
	return w.prints[name]
}
