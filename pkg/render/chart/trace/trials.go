package trace

import (
	"fmt"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// trials are the states that the part is tried in.
type trials struct {
	knobs []*knob.Knob
	all   []state
	known map[string]int
	bases []int
	// flips are the trials that differ from a base in one knob.
	flips []flip
}

type flip struct {
	base, trial int
	knob        *knob.Knob
}

// firstTrials are everything on, each choice in each of its options and every
// switch off; from the first every knob in each of its other states, and from
// the others every switch and choice.
func firstTrials(knobs []*knob.Knob) *trials {
	t := &trials{knobs: knobs, known: map[string]int{}}
	all := full(knobs)
	t.addBase(all)
	for _, k := range knobs {
		if k.Kind == knob.Choice {
			for option := range k.Options {
				t.addBase(all.with(k, option))
			}
		}
	}
	off := slices.Clone(all)
	for _, k := range knobs {
		if k.Kind == knob.Flag {
			off[k.ID] = absent
		}
	}
	t.addBase(off)
	for _, base := range t.bases {
		for _, k := range knobs {
			if base == 0 || k.Kind == knob.Flag || k.Kind == knob.Choice {
				t.flip(base, k)
			}
		}
	}
	return t
}

// flip tries a knob in each of its other states.
func (t *trials) flip(base int, k *knob.Knob) {
	for s := range states(k) {
		if t.all[base][k.ID] != s {
			t.flips = append(t.flips, flip{base, t.add(t.all[base].with(k, s)), k})
		}
	}
}

func (s state) with(k *knob.Knob, value int) state {
	changed := slices.Clone(s)
	changed[k.ID] = value
	return changed
}

func (t *trials) addBase(s state) {
	if i := t.add(s); !slices.Contains(t.bases, i) {
		t.bases = append(t.bases, i)
	}
}

func (t *trials) add(s state) int {
	name := fmt.Sprint(s)
	if i, known := t.known[name]; known {
		return i
	}
	t.known[name] = len(t.all)
	t.all = append(t.all, s)
	return len(t.all) - 1
}

// mostCombinations bounds the trials for one piece of the objects.
const mostCombinations = 256

// combine adds every combination of states of knobs that steer one piece
// together.
func (t *trials) combine(knobs []*knob.Knob) error {
	count := 1
	for _, k := range knobs {
		count *= states(k)
	}
	if count > mostCombinations {
		return fmt.Errorf("%d values steer one piece of the objects together, %v: compute it and pass the result as one value", len(knobs), knobs)
	}
	for _, base := range t.bases {
		t.combinations(t.all[base], knobs)
	}
	return nil
}

func (t *trials) combinations(from state, knobs []*knob.Knob) {
	if len(knobs) == 0 {
		t.add(from)
		return
	}
	for s := range states(knobs[0]) {
		t.combinations(from.with(knobs[0], s), knobs[1:])
	}
}
