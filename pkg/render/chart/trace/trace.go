package trace

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// Source is what is traced: the knobs of a part, values for what is no knob, and
// the function from values to objects.
type Source struct {
	Table   *knob.Table
	Base    reflect.Value
	Objects func(reflect.Value) []component.Object
}

// Trace gives the objects of a part with their conditions and the knobs in
// them. It fails where a knob does nothing, or comes out in a way that no
// template can follow; the error names the knob and the cure.
func Trace(s Source) ([]*Item, error) {
	t := &tracer{Source: s, knobs: s.Table.All(), seen: map[string]seen{}}
	t.walker = newWalker(t.knobs)
	t.trials = firstTrials(t.knobs)
	if err := t.try(); err != nil {
		return nil, err
	}
	t.flipElsewhere()
	if err := t.try(); err != nil {
		return nil, err
	}
	if err := t.refine(); err != nil {
		return nil, err
	}
	if err := t.settle(); err != nil {
		return nil, err
	}
	if err := t.order(); err != nil {
		return nil, err
	}
	return t.union.objects, t.check()
}

type tracer struct {
	Source

	knobs  []*knob.Knob
	walker *walker
	trials *trials
	union  union
	tried  int
	seen   map[string]seen
}

// try evaluates the part in the trials that are new.
func (t *tracer) try() error {
	for ; t.tried < len(t.trials.all); t.tried++ {
		nodes, err := t.evaluate(symbolic(t.Table, t.Base, t.trials.all[t.tried]))
		if err != nil {
			return err
		}
		t.union.add(trial{t.tried, t.trials.all[t.tried]}, nodes)
	}
	return nil
}

// evaluate gives the objects of values as nodes.
func (t *tracer) evaluate(values reflect.Value) (nodes []*node, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("the objects cannot be built from symbols, so a value is computed with: %v", cause)
		}
	}()
	for _, object := range t.Objects(values) {
		n, err := t.object(object)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", object.GetName(), err)
		}
		nodes = append(nodes, n)
	}
	return collapse(nodes), nil
}

// seen is an object as it came out first.
type seen struct {
	object component.Object
	node   *node
}

// object is the node of an object. Most are in each trial what they were in the
// first.
func (t *tracer) object(object component.Object) (*node, error) {
	name := fmt.Sprintf("%T %s %s", object, object.GetNamespace(), object.GetName())
	first, known := t.seen[name]
	if known && reflect.DeepEqual(first.object, object) {
		return first.node, nil
	}
	n, err := t.walker.object(reflect.ValueOf(object))
	if err == nil && !known && !n.inLoop() {
		t.seen[name] = seen{object, n}
	}
	return n, err
}

// flipElsewhere flips the knobs of what is not there when everything is on, in
// the bases where it is.
func (t *tracer) flipElsewhere() {
	for _, base := range t.trials.bases[1:] {
		found := map[*knob.Knob]bool{}
		t.pieces(func(p piece) {
			if p.value != nil && p.in.has(base) && !p.in.has(0) {
				p.value.refs(func(k *knob.Knob) { found[k] = true })
			}
		})
		for _, k := range t.knobs {
			if found[k] && k.Kind != knob.Flag && k.Kind != knob.Choice {
				t.trials.flip(base, k)
			}
		}
	}
}

// refine tries the combinations of knobs that steer a piece together. Where
// that does not explain a piece, those that steer what is in it are tried too:
// a map that is there for any of its entries.
func (t *tracer) refine() error {
	tried := map[string]bool{}
	for {
		var failed []error
		combine := func(knobs []*knob.Knob) {
			if name := fmt.Sprint(knobs); len(knobs) > 1 && !tried[name] {
				tried[name] = true
				failed = append(failed, t.trials.combine(knobs))
			}
		}
		t.pieces(func(p piece) { combine(t.steering(p.in, p.parent)) })
		t.pieces(t.empty)
		if t.tried == len(t.trials.all) {
			all := literals(t.knobs, t.trials.all)
			t.pieces(func(p piece) {
				if _, ok := t.explain(p, all); !ok {
					combine(t.around(p))
				}
			})
		}
		if err := errors.Join(failed...); err != nil {
			return err
		}
		if t.tried == len(t.trials.all) {
			return nil
		}
		if err := t.try(); err != nil {
			return err
		}
	}
}

// empty tries that everything in a piece is absent at once, where each alone can
// be.
func (t *tracer) empty(p piece) {
	if p.value == nil {
		return
	}
	for _, f := range p.value.Forms {
		off := t.removers(f)
		if len(off) < 2 {
			continue
		}
		for _, base := range t.trials.bases {
			s := slices.Clone(t.trials.all[base])
			for _, k := range off {
				if k.Kind != knob.Choice {
					s[k.ID] = absent
				}
			}
			t.trials.add(s)
		}
	}
}

// removers are knobs without which nothing is left in a form; none where
// something always is.
func (t *tracer) removers(f *Form) []*knob.Knob {
	var off []*knob.Knob
	for _, p := range f.content() {
		steering := t.steering(p.in, p.parent)
		if len(steering) == 0 && p.value != nil && len(p.value.Forms) > 0 {
			steering = t.removers(p.value.Forms[0])
		}
		if len(steering) == 0 {
			return nil
		}
		off = append(off, steering...)
	}
	return off
}

// content is each entry or item.
func (f *Form) content() []piece {
	var all []piece
	for _, e := range f.Entries {
		all = append(all, piece{e.in, f.in, e.Value})
	}
	for _, item := range f.Items {
		all = append(all, piece{item.in, f.in, item.Value})
	}
	return all
}

// around are the knobs that steer a piece or what is directly in it.
func (t *tracer) around(p piece) []*knob.Knob {
	found := t.steering(p.in, p.parent)
	add := func(in, parent set) {
		for _, k := range t.steering(in, parent) {
			if !slices.Contains(found, k) {
				found = append(found, k)
			}
		}
	}
	if p.value == nil {
		return found
	}
	for _, f := range p.value.Forms {
		add(f.in, p.value.in)
		for _, e := range f.Entries {
			add(e.in, f.in)
			if e.Merge != nil && !slices.Contains(found, e.Merge.Knob) {
				found = append(found, e.Merge.Knob)
			}
		}
		for _, item := range f.Items {
			add(item.in, f.in)
		}
	}
	return found
}

// steering are the knobs that alone make a piece come or go.
func (t *tracer) steering(in, parent set) []*knob.Knob {
	if in.equal(parent) {
		return nil
	}
	var found []*knob.Knob
	for _, f := range t.trials.flips {
		if in.has(f.base) != in.has(f.trial) && parent.has(f.base) && parent.has(f.trial) && !slices.Contains(found, f.knob) {
			found = append(found, f.knob)
		}
	}
	return found
}
