package trace

import (
	"cmp"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// Condition says when a piece of the objects is there: if all or any of its
// terms hold.
type Condition struct {
	// Any says that one term is enough.
	Any   bool
	Terms []Term
}

// Term compares a knob with one of its states.
type Term struct {
	Knob *knob.Knob
	// State is Off, On or Refused, or of a Choice the index of the option.
	State int
}

// The states of a knob that is no enum.
const (
	// Off is a bool that is false, or a value that is empty.
	Off = absent
	// On is a bool that is true, or a value that is not empty.
	On = present
	// Refused is an optional bool that is false.
	Refused = refused
)

// Needs says whether the condition is just that the knob is not empty.
func (c *Condition) Needs(k *knob.Knob) bool {
	return c != nil && len(c.Terms) == 1 && c.Terms[0] == Term{k, On}
}

// literal is a term with the trials in which it holds.
type literal struct {
	Term
	in set
}

// literals are all terms of the trials.
func literals(knobs []*knob.Knob, trials []state) []literal {
	var all []literal
	for _, k := range knobs {
		if states(k) == 1 {
			continue
		}
		for s := range states(k) {
			l := literal{Term: Term{k, s}}
			for i, trial := range trials {
				if trial[k.ID] == s {
					l.in.add(i)
				}
			}
			all = append(all, l)
		}
	}
	// Declared constructs first, and what is there before what is not.
	slices.SortStableFunc(all, func(a, b literal) int { return cmp.Compare(a.rank(), b.rank()) })
	return all
}

func (l literal) rank() int {
	switch {
	case l.Knob.Kind == knob.Choice, l.Knob.Declared && l.State == present:
		return 0
	case l.State == present:
		return 1
	default:
		return 2
	}
}

// longestCondition is the number of terms that a condition may have.
const longestCondition = 4

// explain finds the condition of a piece: one term; or that anything in the
// piece is there; or the shortest combination of terms. nil is for always.
func (t *tracer) explain(p piece, all []literal) (*Condition, bool) {
	if p.in.equal(p.parent) {
		return nil, true
	}
	near := t.near(p, all)
	if one := t.single(p.in, p.parent, near); one != nil {
		return one, true
	}
	if any := t.content(p, all); any != nil {
		return any, true
	}
	var above, below []literal // what may be a term of "all", and of "any"
	for _, l := range near {
		held := l.in.and(p.parent)
		if held.equal(p.parent) || held.empty() {
			continue
		}
		if p.in.within(held) {
			above = append(above, literal{l.Term, held})
		}
		if held.within(p.in) {
			below = append(below, literal{l.Term, held})
		}
	}
	for n := 2; n <= longestCondition; n++ {
		if terms := combine(above, p.parent, p.in, n, set.and); terms != nil {
			return &Condition{Terms: terms}, true
		}
		if terms := combine(below, nil, p.in, n, set.or); terms != nil {
			return &Condition{Any: true, Terms: terms}, true
		}
	}
	return nil, false
}

// near are the terms over the knobs that steer a piece, or what is in it.
func (t *tracer) near(p piece, all []literal) []literal {
	steering := t.around(p)
	if len(steering) == 0 {
		return all
	}
	var near []literal
	for _, l := range all {
		if slices.Contains(steering, l.Knob) {
			near = append(near, l)
		}
	}
	return near
}

func (t *tracer) single(in, parent set, all []literal) *Condition {
	for _, l := range all {
		if l.in.and(parent).equal(in) {
			return &Condition{Terms: []Term{l.Term}}
		}
	}
	return nil
}

// content is the condition that any item or entry in a piece is there, if each
// has a condition of one term, or one that anything in it is there.
func (t *tracer) content(p piece, all []literal) *Condition {
	if p.value == nil || len(p.value.Forms) != 1 {
		return nil
	}
	condition := &Condition{Any: true}
	for _, inner := range p.value.Forms[0].content() {
		one := t.single(inner.in, p.parent, all)
		if one == nil && inner.value != nil {
			one = t.content(piece{inner.in, p.parent, inner.value}, all)
		}
		if one == nil {
			return nil
		}
		for _, term := range one.Terms {
			if !slices.Contains(condition.Terms, term) {
				condition.Terms = append(condition.Terms, term)
			}
		}
	}
	var either set
	for _, term := range condition.Terms {
		for _, l := range all {
			if l.Term == term {
				either = either.or(l.in.and(p.parent))
			}
		}
	}
	if len(condition.Terms) < 2 || !either.equal(p.in) {
		return nil
	}
	return condition
}

// combine looks for n terms whose sets give the wanted one.
func combine(from []literal, so, want set, n int, with func(set, set) set) []Term {
	if n == 0 {
		if so.equal(want) {
			return []Term{}
		}
		return nil
	}
	for i, l := range from {
		if terms := combine(from[i+1:], with(so, l.in), want, n-1, with); terms != nil {
			return append([]Term{l.Term}, terms...)
		}
	}
	return nil
}
