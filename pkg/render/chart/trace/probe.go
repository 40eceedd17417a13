package trace

import (
	"reflect"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// beside collects what stands in one mapping with the entries of a map.
func (o *orderer) beside(nodes []*node, k *knob.Knob, keys map[string]bool, others map[*knob.Knob]bool) {
	for _, n := range nodes {
		with := n.merges(k)
		for _, e := range n.entries {
			switch {
			case e.merge != nil && with && e.merge.Knob != k:
				others[e.merge.Knob] = true
			case e.merge == nil:
				if with && len(e.key) == 1 && e.key[0].Ref == nil {
					keys[e.key[0].Literal] = true
				}
				o.beside([]*node{e.value}, k, keys, others)
			}
		}
		o.beside(n.items, k, keys, others)
	}
}

func (n *node) merges(k *knob.Knob) bool {
	return slices.ContainsFunc(n.entries, func(e entry) bool { return e.merge != nil && e.merge.Knob == k })
}

// set gives a map some keys, with its symbol as value, in all items where it is
// in a list.
func (o *orderer) set(root reflect.Value, k *knob.Knob, keys map[string]bool, at []int) {
	if k.Parent == nil || len(at) == k.Depth() {
		fillKeys(k.Value(root), Ref{k, at}, keys)
		return
	}
	var chain []*knob.Knob
	for parent := k.Parent; parent != nil; parent = parent.Parent {
		chain = append([]*knob.Knob{parent}, chain...)
	}
	list := chain[len(at)].Value(root)
	for i := range list.Len() {
		o.set(list.Index(i), k, keys, append(slices.Clip(at), i))
	}
}

func fillKeys(field reflect.Value, ref Ref, keys map[string]bool) {
	for field.Kind() == reflect.Pointer {
		field = field.Elem()
	}
	m := reflect.MakeMap(field.Type())
	for key := range keys {
		value := reflect.New(field.Type().Elem()).Elem()
		fill(value, ref)
		m.SetMapIndex(reflect.ValueOf(key).Convert(field.Type().Key()), value)
	}
	field.Set(m)
}

// compare notes where the entries of the map took the place of others.
func (o *orderer) compare(after []*node, k *knob.Knob) {
	o.parallel(o.before, after, func(b, a *node) {
		if !b.merges(k) {
			return
		}
		for _, e := range b.entries {
			if e.merge == nil && len(e.key) == 1 && e.key[0].Ref == nil {
				if value := a.field(e.key[0].Literal); value != nil && value.holds(k) {
					o.over[b.signature()+k.String()+"="+e.key[0].Literal] = true
				}
			}
		}
	})
}

func (o *orderer) compareShared(after []*node, k, other *knob.Knob) {
	o.parallel(o.before, after, func(b, a *node) {
		if b.merges(k) && b.merges(other) {
			if value := a.field(shared); value != nil && value.holds(k) {
				o.over[b.signature()+k.String()+"&"+other.String()] = true
			}
		}
	})
}

func (n *node) holds(k *knob.Knob) bool {
	found := false
	n.each(func(r *Ref) { found = found || r.Knob == k })
	return found
}

// parallel walks two trees that differ in the entries of merged maps only.
func (o *orderer) parallel(before, after []*node, f func(b, a *node)) {
	for i := range min(len(before), len(after)) {
		b, a := before[i], after[i]
		if b.kind == mapping {
			f(b, a)
		}
		for _, e := range b.entries {
			if e.merge != nil || len(e.key) != 1 {
				continue
			}
			if value := a.field(e.key[0].Literal); e.key[0].Ref == nil && value != nil {
				o.parallel([]*node{e.value}, []*node{value}, f)
			}
		}
		o.parallel(b.items, a.items, f)
	}
}

// signature tells mappings apart by their entries.
func (n *node) signature() string {
	var names []string
	for _, e := range n.entries {
		names = append(names, e.name())
	}
	slices.Sort(names)
	return strings.Join(names, "\x00")
}

// signatures are those that a mapping has in the bases.
func (o *orderer) signatures(f *Form) []string {
	var all []string
	for _, base := range o.trials.bases {
		var names []string
		for _, e := range f.Entries {
			if e.in.has(base) {
				names = append(names, e.print)
			}
		}
		slices.Sort(names)
		all = append(all, strings.Join(names, "\x00"))
	}
	return all
}
