package trace

import (
	"slices"

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
		both := other.Kind == knob.Map
		if both && other.ID < k.ID {
			continue // it was the other's turn
		}
		after, err := o.render(map[string]bool{shared: true}, k, other)
		if err != nil {
			return err
		}
		o.compareShared(after, k, other)
		if both {
			o.compareShared(after, other, k)
		}
	}
	return nil
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
