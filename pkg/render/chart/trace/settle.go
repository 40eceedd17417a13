package trace

import (
	"fmt"
	"slices"
	"strings"
)

// settle finds the condition of every piece.
func (t *tracer) settle() error {
	s := settler{tracer: t, literals: literals(t.knobs, t.trials.all)}
	return s.items(t.union.objects, t.every(), nil)
}

type settler struct {
	*tracer

	literals []literal
}

func (s *settler) items(items []*Item, parent set, path []string) error {
	for i, item := range items {
		here := append(slices.Clip(path), fmt.Sprint(i))
		var err error
		if item.When, err = s.when(piece{item.in, parent, item.Value}, here); err != nil {
			return err
		}
		if err := s.tree(item.Value, here); err != nil {
			return err
		}
	}
	return nil
}

func (s *settler) tree(value *Tree, path []string) error {
	for _, form := range value.Forms {
		var err error
		if form.When, err = s.when(piece{form.in, value.in, &Tree{Forms: []*Form{form}, in: form.in}}, path); err != nil {
			return err
		}
		if err := s.entries(form, path); err != nil {
			return err
		}
		if err := s.items(form.Items, form.in, path); err != nil {
			return err
		}
	}
	return nil
}

func (s *settler) entries(form *Form, path []string) error {
	for _, e := range form.Entries {
		here := append(slices.Clip(path), name(e))
		var err error
		if e.When, err = s.when(piece{e.in, form.in, e.Value}, here); err != nil {
			return err
		}
		if e.Merge != nil {
			if e.When != nil && !e.When.Needs(e.Merge.Knob) {
				return fmt.Errorf("%s: the entries of %s depend on other values too: declare a switch for the map as a whole", strings.Join(here, "."), e.Merge.Knob)
			}
			e.When = nil
			continue
		}
		if err := s.tree(e.Value, here); err != nil {
			return err
		}
	}
	return nil
}

func name(e *Entry) string {
	if e.Merge != nil {
		return e.Merge.Knob.String()
	}
	var b strings.Builder
	for _, p := range e.Key {
		b.WriteString(p.Literal)
		if p.Ref != nil {
			b.WriteString("{" + p.Ref.Knob.String() + "}")
		}
	}
	return b.String()
}

func (s *settler) when(p piece, path []string) (*Condition, error) {
	if p.in.equal(p.parent) {
		return nil, nil
	}
	condition, ok := s.explain(p, s.literals)
	if !ok {
		return nil, fmt.Errorf("%s comes and goes with %v in a way that no condition tells: declare a switch or a choice, or compute one value for it",
			strings.Join(path, "."), s.around(p))
	}
	return condition, nil
}
