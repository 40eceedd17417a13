package upstream

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// Loss is a value of the stack that a chart cannot have.
type Loss struct {
	// Path in the stack, such as spec.redis.sentinel.askSeconds.
	Path string
	// Value that the stack has there.
	Value string
	// Reason says what the chart does instead, and what to do.
	Reason string
	// Warning says that the stack asks for it, by another value than the default
	// one, or that something is to do.
	Warning bool
}

// entry is a key of a values file: with a value, or with entries of its own.
type entry struct {
	key     string
	why     string
	value   any
	entries []*entry
}

// written is what the rows of a part give.
type written struct {
	values  []*entry
	patches []patch
	losses  []Loss
}

// write goes through the rows of a part.
func (p part) write(s *stack.Spec, chart catalog.Chart) (written, error) {
	var all written
	values, err := plain(p.values(s))
	if err != nil {
		return all, fmt.Errorf("spec.%s: %w", p.section, err)
	}
	defaults, err := plain(p.defaults())
	if err != nil {
		return all, fmt.Errorf("spec.%s: %w", p.section, err)
	}
	root := &entry{}
	var refused []error
	for _, r := range p.rows {
		if !r.in(chart) {
			continue
		}
		value := find(values, split(r.value))
		switch {
		case r.key != "":
			if err := p.writeKey(root, r, s, chart, value); err != nil {
				return all, fmt.Errorf("spec.%s.%s: %w", p.section, r.value, err)
			}
		case r.patch != nil:
			for _, one := range r.patch(s, chart) {
				one.values = append(one.values, "spec."+p.section+"."+r.value)
				all.patches = append(all.patches, one)
			}
		case r.lost != "" && !empty(value) && (r.only == nil || r.only(s)):
			loss := Loss{Path: "spec." + p.section + "." + r.value, Value: text(value), Reason: r.lost}
			loss.Warning = r.urgent || !same(value, find(defaults, split(r.value)))
			if r.refused {
				refused = append(refused, fmt.Errorf("%s: %s: chart %s %s: %s", loss.Path, loss.Value, chart.Name, chart.Version, loss.Reason))
				continue
			}
			all.losses = append(all.losses, loss)
		}
	}
	all.values = root.entries
	return all, errors.Join(refused...)
}

// same compares a value with its default. Where an image is pulled from does not
// matter: a mirror does that to all.
func same(value, base any) bool {
	if reference := imageOf(value); reference != "" && imageOf(base) != "" {
		return strings.HasSuffix(reference, "/"+text(find(base, []string{"repository"}))+":"+text(find(base, []string{"tag"})))
	}
	return reflect.DeepEqual(value, base)
}

// writeKey adds a key that says something else than the chart does by itself, or
// the same in so many words.
func (p part) writeKey(root *entry, r row, s *stack.Spec, chart catalog.Chart, value any) error {
	if r.get != nil {
		var err error
		computed := r.get(s, chart)
		if computed == nil {
			return nil
		}
		if value, err = plain(computed); err != nil {
			return err
		}
	}
	base, found := lookup(p.known, chart, r.key)
	if !found {
		return fmt.Errorf("chart %s %s has no key %s", chart.Name, chart.Version, r.key)
	}
	if empty(value) && empty(base) {
		return nil
	}
	if _, isText := base.(string); isText && value == nil && r.get == nil {
		value = ""
	}
	if r.isTemplate(chart) {
		escaped, err := plain(value)
		if err != nil {
			return err
		}
		escaped = escape(escaped)
		if r.plainSince != "" && within(chart, r.plainSince, "") && !reflect.DeepEqual(escaped, value) {
			return fmt.Errorf("chart %s %s reads {{ as a template, in some places twice: leave it out", chart.Name, chart.Version)
		}
		value = escaped
	}
	leaf := root
	for _, key := range split(r.key) {
		leaf = leaf.child(key)
	}
	leaf.value, leaf.why = over(base, value), r.why
	return nil
}

func (e *entry) child(key string) *entry {
	i := slices.IndexFunc(e.entries, func(one *entry) bool { return one.key == key })
	if i < 0 {
		e.entries = append(e.entries, &entry{key: key})
		i = len(e.entries) - 1
	}
	return e.entries[i]
}
