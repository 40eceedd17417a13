package trace

import "github.com/flinkgen/flinkgen/pkg/render/chart/knob"

// piece is something in the objects that can come and go.
type piece struct {
	in, parent set
	// value of the piece, if it has one of its own.
	value *Tree
}

// pieces calls f for every piece.
func (t *tracer) pieces(f func(piece)) { visitItems(t.union.objects, t.every(), f) }

// every is the set of all trials.
func (t *tracer) every() set {
	var every set
	for i := range t.tried {
		every.add(i)
	}
	return every
}

func visitItems(items []*Item, parent set, f func(piece)) {
	for _, item := range items {
		f(piece{item.in, parent, item.Value})
		visit(item.Value, f)
	}
}

func visit(value *Tree, f func(piece)) {
	for _, form := range value.Forms {
		f(piece{form.in, value.in, &Tree{Forms: []*Form{form}, in: form.in}})
		for _, e := range form.Entries {
			f(piece{e.in, form.in, e.Value})
			if e.Value != nil {
				visit(e.Value, f)
			}
		}
		visitItems(form.Items, form.in, f)
	}
}

// refs calls f for every knob in a value.
func (value *Tree) refs(f func(*knob.Knob)) {
	parts := func(parts []Part) { eachPart(parts, func(r *Ref) { f(r.Knob) }) }
	for _, form := range value.Forms {
		parts(form.Parts)
		if form.Ref != nil {
			f(form.Ref.Knob)
		}
		for _, e := range form.Entries {
			parts(e.Key)
			if e.Merge != nil {
				f(e.Merge.Knob)
			} else {
				e.Value.refs(f)
			}
		}
		for _, item := range form.Items {
			item.Value.refs(f)
		}
	}
}
