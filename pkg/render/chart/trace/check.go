package trace

import (
	"errors"
	"fmt"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// check refuses what no template can follow: knobs that do nothing, and those
// that come out in pieces.
func (t *tracer) check() error {
	c := checker{used: map[*knob.Knob]bool{}, out: map[*knob.Knob]bool{}, failed: map[string]error{}}
	c.items(t.union.objects)
	var failed []error
	for _, k := range t.knobs {
		switch {
		case k.Kind == knob.Name, k.Kind == knob.Namespace:
		case !c.used[k]:
			failed = append(failed, fmt.Errorf("%s does nothing: no object changes with it; leave it out, or fix it with the tag chart:\"-\"", k))
		case !c.out[k] && !steers(k):
			failed = append(failed, fmt.Errorf("%s is computed with: the objects change with it, but it does not come out in them; declare it a switch or a choice, or compute one value before Objects", k))
		}
		if err := c.failed[k.String()]; err != nil {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// steers says whether a knob may change the objects without coming out: a
// declared construct, or a value that only is there or not.
func steers(k *knob.Knob) bool {
	return k.Kind == knob.Flag || k.Kind == knob.Choice || k.Kind == knob.Each || k.Kind == knob.Tree && k.Optional
}

type checker struct {
	// used are the knobs that change anything, out those that come out.
	used, out map[*knob.Knob]bool
	failed    map[string]error
}

func (c *checker) items(items []*Item) {
	for _, item := range items {
		c.condition(item.When)
		c.tree(item.Value)
	}
}

func (c *checker) tree(value *Tree) {
	for _, f := range value.Forms {
		c.condition(f.When)
		c.parts(f.Parts)
		if f.Ref != nil {
			c.ref(f.Ref)
		}
		for _, e := range f.Entries {
			c.condition(e.When)
			c.parts(e.Key)
			if e.Merge != nil {
				c.ref(e.Merge)
			} else {
				c.tree(e.Value)
			}
		}
		c.items(f.Items)
	}
}

func (c *checker) condition(when *Condition) {
	if when != nil {
		for _, term := range when.Terms {
			c.used[term.Knob] = true
		}
	}
}

func (c *checker) parts(parts []Part) {
	for _, p := range parts {
		if p.Ref == nil {
			continue
		}
		c.ref(p.Ref)
		if slices.Contains([]knob.Kind{knob.Map, knob.List, knob.Tree, knob.Each}, p.Ref.Knob.Kind) {
			c.fail(p.Ref.Knob, "is taken apart: use it as a whole, or give its parts values of their own")
		}
	}
}

func (c *checker) ref(r *Ref) {
	c.used[r.Knob], c.out[r.Knob] = true, true
	for parent := r.Knob.Parent; parent != nil; parent = parent.Parent {
		c.used[parent] = true
	}
	for _, at := range r.At {
		if at != this {
			c.fail(r.Knob, "comes out for some items of the list only, or for all in one place: repeat an object or a list item for each, or compute one value")
		}
	}
}

func (c *checker) fail(k *knob.Knob, cure string) {
	c.failed[k.String()] = fmt.Errorf("%s %s", k, cure)
}
