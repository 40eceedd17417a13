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

// explain finds the shortest condition that holds in the trials of in, among
// those of parent; nil for always.
func explain(in, parent set, all []literal) (*Condition, bool) {
	if in.equal(parent) {
		return nil, true
	}
	var above, below []literal // what may be a term of "all", and of "any"
	for _, l := range all {
		held := l.in.and(parent)
		if held.equal(parent) || held.empty() {
			continue
		}
		if held.equal(in) {
			return &Condition{Terms: []Term{l.Term}}, true
		}
		if in.within(held) {
			above = append(above, literal{l.Term, held})
		}
		if held.within(in) {
			below = append(below, literal{l.Term, held})
		}
	}
	for n := 2; n <= longestCondition; n++ {
		if terms := combine(above, parent, in, n, set.and); terms != nil {
			return &Condition{Terms: terms}, true
		}
		if terms := combine(below, nil, in, n, set.or); terms != nil {
			return &Condition{Any: true, Terms: terms}, true
		}
	}
	return nil, false
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
