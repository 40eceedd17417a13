package trace

import (
	"slices"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// collapse puts what repeats for the items of a list knob into a loop. Inner
// lists go first.
func collapse(items []*node) []*node {
	for {
		each, prefix := deepest(items)
		if each == nil {
			return items
		}
		next, ok := collapseOne(items, each, prefix)
		if !ok {
			return items // left as it is: the check of leftovers names it
		}
		items = next
	}
}

// deepest is the innermost list whose first item is among the nodes, with the
// items of the lists around it.
func deepest(items []*node) (each *knob.Knob, prefix []int) {
	depth := -1
	for _, item := range items {
		item.each(func(r *Ref) {
			d := r.Knob.Depth()
			for k := r.Knob.Parent; k != nil; k = k.Parent {
				d--
				if d > depth && d < len(r.At) && r.At[d] == 0 {
					depth, each, prefix = d, k, slices.Clone(r.At[:d])
				}
			}
		})
	}
	return each, prefix
}

func collapseOne(items []*node, each *knob.Knob, prefix []int) ([]*node, bool) {
	start := slices.IndexFunc(items, func(n *node) bool { return n.in(each, prefix, 0) })
	end := start
	for end < len(items) && items[end].in(each, prefix, 0) && !items[end].in(each, prefix, 1) {
		end++
	}
	run := end - start
	if run == 0 || end+run > len(items) {
		return nil, false
	}
	body := make([]*node, run)
	for i := range run {
		first, second := items[start+i], items[end+i]
		first.rename(each, prefix, 0)
		second.rename(each, prefix, 1)
		if first.print() != second.print() {
			return nil, false
		}
		body[i] = first
	}
	repeated := &node{kind: loop, ref: Ref{each, prefix}, items: body}
	return slices.Concat(items[:start], []*node{repeated}, items[end+run:]), true
}

// in says whether the node has a value of an item of a list.
func (n *node) in(each *knob.Knob, prefix []int, index int) bool {
	found := false
	n.each(func(r *Ref) {
		if i, ok := r.index(each); ok && i == index && slices.Equal(r.At[:len(prefix)], prefix) {
			found = true
		}
	})
	return found
}

// rename makes the values of an item those of the loop's item.
func (n *node) rename(each *knob.Knob, prefix []int, index int) {
	n.each(func(r *Ref) {
		if i, ok := r.index(each); ok && i == index && slices.Equal(r.At[:len(prefix)], prefix) {
			r.At = slices.Clone(r.At)
			r.At[len(prefix)] = this
		}
	})
	n.forget()
}

func (n *node) forget() {
	n.printed, n.known = "", ""
	for _, e := range n.entries {
		if e.value != nil {
			e.value.forget()
		}
	}
	for _, item := range n.items {
		item.forget()
	}
}
