package trace

import (
	"reflect"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// shared is a key that all maps get at once, to see whose entry wins.
const shared = "flinkgen-shared-key"

// order finds out which entries win where maps are merged, in each base of the
// trials.
func (t *tracer) order() error {
	o := orderer{tracer: t, over: map[string]bool{}}
	for _, base := range t.trials.bases {
		o.base = t.trials.all[base]
		before, err := o.render(nil)
		if err != nil {
			return err
		}
		o.before = before
		if base > 0 && !t.mergesIn(base) {
			continue // whatever is merged here is merged in the first base too
		}
		for _, k := range t.knobs {
			if k.Kind == knob.Map {
				if err := o.probe(k); err != nil {
					return err
				}
			}
		}
	}
	for _, object := range t.union.objects {
		o.apply(object.Value)
	}
	return nil
}

// mergesIn says whether maps are merged in a base in a mapping that the first
// base does not have.
func (t *tracer) mergesIn(base int) bool {
	found := false
	t.pieces(func(p piece) {
		if p.value == nil || !p.in.has(base) {
			return
		}
		for _, f := range p.value.Forms {
			if f.in.has(base) && !f.in.has(0) && slices.ContainsFunc(f.Entries, func(e *Entry) bool { return e.Merge != nil }) {
				found = true
			}
		}
	})
	return found
}

type orderer struct {
	*tracer

	base   state
	before []*node
	over   map[string]bool
}

// render gives the objects of the base, with keys in some maps.
func (o *orderer) render(keys map[string]bool, maps ...*knob.Knob) ([]*node, error) {
	values := symbolic(o.Table, o.Base, o.base)
	for _, k := range maps {
		o.set(values, k, keys, nil)
	}
	return o.evaluate(values)
}

// probe gives a map the keys of all that it is merged with, and then one key
// together with each other map.
func (o *orderer) probe(k *knob.Knob) error {
	keys := map[string]bool{}
	others := map[*knob.Knob]bool{}
	o.beside(o.before, k, keys, others)
	if len(keys) > 0 {
		after, err := o.render(keys, k)
		if err != nil {
			return err
		}
		o.compare(after, k)
	}
	for other := range others {
		after, err := o.render(map[string]bool{shared: true}, k, other)
		if err != nil {
			return err
		}
		o.compareShared(after, k, other)
	}
	return nil
}

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
		o.set(list.Index(i), k, keys, append(at[:len(at):len(at)], i))
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

// apply notes at each merged map the entries over which it wins.
func (o *orderer) apply(value *Tree) {
	for _, f := range value.Forms {
		signatures := o.signatures(f)
		for _, e := range f.Entries {
			if e.Merge == nil {
				o.apply(e.Value)
				continue
			}
			for i, other := range f.Entries {
				name := e.Merge.Knob.String()
				if other.Merge != nil {
					name += "&" + other.Merge.Knob.String()
				} else {
					name += "=" + other.Key[0].Literal
				}
				if slices.ContainsFunc(signatures, func(s string) bool { return o.over[s+name] }) {
					e.Over = append(e.Over, i)
				}
			}
		}
		for _, item := range f.Items {
			o.apply(item.Value)
		}
	}
}
