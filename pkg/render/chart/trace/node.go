package trace

import (
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// Part is a piece of a text: a literal or the value of a knob.
type Part struct {
	Literal string
	Ref     *Ref
	// PullPolicy says that of an image its pull policy is meant.
	PullPolicy bool
}

// kind of a node.
type kind int

const (
	scalar kind = iota
	mapping
	list
	// whole is a tree that is the value of a knob as it is.
	whole
	// splice is the items of a knob, among others.
	splice
	// loop repeats its items for each item of a knob.
	loop
)

// node is a value in an object, with symbols in it.
type node struct {
	kind  kind
	parts []Part
	// text says that a scalar is a string; else it is a number, a bool, {} or [].
	text    bool
	entries []entry
	items   []*node
	// ref of whole, splice and loop.
	ref Ref

	// printed and known keep what print and name have found.
	printed, known string
}

// entry of a mapping: a key with its value, or all entries of a knob.
type entry struct {
	key   []Part
	value *node
	merge *Ref
	// optional says that an empty text or a zero means the same as no entry.
	optional bool
	// named is the name of the entry of a field, which is the same everywhere.
	named string
}

func bare(text string) *node { return &node{parts: []Part{{Literal: text}}} }

// print is the same for nodes that are equal.
func (n *node) print() string {
	if n.printed == "" {
		var b strings.Builder
		n.write(&b)
		n.printed = b.String()
	}
	return n.printed
}

func (n *node) write(b *strings.Builder) {
	b.WriteByte("s{[wi*"[n.kind])
	switch n.kind {
	case scalar:
		if n.text {
			b.WriteByte('"')
		}
		writeParts(b, n.parts)
	case mapping:
		for _, e := range n.entries {
			b.WriteString(e.print())
		}
	case whole, splice:
		writeRef(b, n.ref)
	case loop:
		writeRef(b, n.ref)
		fallthrough
	case list:
		for _, item := range n.items {
			b.WriteString(item.print())
		}
	}
	b.WriteByte(0)
}

func (e entry) print() string {
	var b strings.Builder
	if e.merge != nil {
		b.WriteByte('&')
		writeRef(&b, *e.merge)
		return b.String()
	}
	writeParts(&b, e.key)
	b.WriteByte(1)
	b.WriteString(e.value.print())
	return b.String()
}

func writeParts(b *strings.Builder, parts []Part) {
	for _, p := range parts {
		b.WriteString(p.Literal)
		if p.Ref != nil {
			writeRef(b, *p.Ref)
		}
		if p.PullPolicy {
			b.WriteString(policy)
		}
	}
}

func writeRef(b *strings.Builder, r Ref) {
	b.WriteByte(2)
	b.WriteString(r.text())
}

// each calls f for every reference in a node.
func (n *node) each(f func(*Ref)) {
	eachPart(n.parts, f)
	for i := range n.entries {
		e := &n.entries[i]
		eachPart(e.key, f)
		if e.merge != nil {
			f(e.merge)
		} else {
			e.value.each(f)
		}
	}
	for _, item := range n.items {
		item.each(f)
	}
	if n.kind == whole || n.kind == splice {
		f(&n.ref)
	}
	if n.kind == loop && n.ref.Knob.Parent != nil {
		f(&n.ref)
	}
}

func eachPart(parts []Part, f func(*Ref)) {
	for i := range parts {
		if parts[i].Ref != nil {
			f(parts[i].Ref)
		}
	}
}

// index is the item of list which a reference points into.
func (r Ref) index(each *knob.Knob) (int, bool) {
	depth := r.Knob.Depth()
	for k := r.Knob.Parent; k != nil; k = k.Parent {
		depth--
		if k == each && depth < len(r.At) {
			return r.At[depth], true
		}
	}
	return 0, false
}

// inLoop says whether values of single items are in a node, which the loop
// around it is still to rename.
func (n *node) inLoop() bool {
	found := false
	n.each(func(r *Ref) {
		found = found || slices.ContainsFunc(r.At, func(i int) bool { return i != this })
	})
	return found
}
