package trace

import (
	"errors"
	"fmt"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

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
