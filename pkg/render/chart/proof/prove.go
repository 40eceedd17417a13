package proof

import (
	"errors"
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// rounds is how many random values a chart is tried with before it is written.
// The tests try many more.
const rounds = 4

// Prove compares the chart with the part at the defaults, with each switch and
// each choice the other way, and with random values. Where random values differ
// each knob is tried alone, so that the error names it.
func (s *Subject) Prove() error {
	release := Release{Name: "release", Namespace: "namespace"}
	if err := s.Check(release, nil); err != nil {
		return fmt.Errorf("with the default values: %w", err)
	}
	if err := s.proveBranches(release); err != nil {
		return err
	}
	for i := range rounds {
		values, err := Random(Seed(i), s.Table)
		if err != nil {
			return err
		}
		if err := s.Check(release, values); err != nil {
			return errors.Join(s.blame(release), err)
		}
	}
	return nil
}

func (s *Subject) proveBranches(release Release) error {
	for _, k := range s.Table.Knobs {
		var others []any
		switch {
		case k.Kind == knob.Flag && k.Declared:
			others = []any{!k.Value(s.Base).Bool()}
		case k.Kind == knob.Choice:
			for _, option := range k.Options {
				if option != k.Value(s.Base).String() {
					others = append(others, option)
				}
			}
		}
		for _, other := range others {
			if err := s.Check(release, nest(k.Path, other)); err != nil {
				return fmt.Errorf("with %s: %v: %w", k, other, err)
			}
		}
	}
	return nil
}

func nest(path []string, value any) map[string]any {
	for i := len(path) - 1; i > 0; i-- {
		value = map[string]any{path[i]: value}
	}
	return map[string]any{path[0]: value}
}

// blame names the knobs that alone make a difference.
func (s *Subject) blame(release Release) error {
	var failed []error
	for _, k := range s.Table.Knobs {
		for i := range rounds {
			values, err := One(Seed(i), s.Table, k)
			if err == nil {
				err = s.Check(release, values)
			}
			if err != nil {
				failed = append(failed, fmt.Errorf("%s: the chart and the part differ: declare it a switch, a choice or an each, fix it with the tag chart:\"-\", or compute it before Objects", k))
				break
			}
		}
	}
	return errors.Join(failed...)
}
