package trace

import (
	"fmt"
	"reflect"

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
	t := &tracer{Source: s, knobs: s.Table.All()}
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
		n, err := t.walker.object(reflect.ValueOf(object))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", object.GetName(), err)
		}
		nodes = append(nodes, n)
	}
	return collapse(nodes), nil
}
