package trace

import (
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// union puts the objects of many trials into one tree, with the trials in which
// each piece is there.
type union struct {
	objects []*Item
}

// trial is a trial with its number.
type trial struct {
	number int
	state  state
}

// without is a text as it is when the knobs that are empty in the trial are
// empty in it.
func (t trial) without(parts []Part) string {
	if len(parts) == 1 && parts[0].Ref == nil {
		return parts[0].Literal
	}
	var b strings.Builder
	for _, p := range parts {
		switch {
		case p.Ref == nil:
			b.WriteString(p.Literal)
		case t.state[p.Ref.Knob.ID] == absent && states(p.Ref.Knob) > 1:
			b.WriteString(zero(p.Ref.Knob))
		default:
			writeParts(&b, []Part{p})
		}
	}
	return b.String()
}

// zero is what an empty knob looks like in a text.
func zero(k *knob.Knob) string {
	switch k.Kind {
	case knob.Integer, knob.Float, knob.Quantity, knob.IntOrString:
		return "0"
	default:
		return ""
	}
}

func (u *union) add(trial trial, objects []*node) {
	u.objects = addItems(u.objects, objects, trial)
}

func (t *Tree) add(n *node, trial trial) {
	t.in.add(trial.number)
	for _, f := range t.Forms {
		if f.takes(n, trial) {
			f.add(n, trial)
			return
		}
	}
	f := &Form{Kind: n.kind, Parts: n.parts, Text: n.text}
	if n.ref.Knob != nil {
		f.Ref = &n.ref
	}
	if n.kind == scalar || n.kind == whole || n.kind == splice {
		f.print = n.print()
	}
	t.Forms = append(t.Forms, f)
	f.add(n, trial)
}

func (f *Form) takes(n *node, t trial) bool {
	if f.Kind != n.kind {
		return false
	}
	switch f.Kind {
	case scalar:
		return f.print == n.print() || f.Text == n.text && t.without(f.Parts) == t.without(n.parts)
	case whole, splice:
		return f.print == n.print()
	case loop:
		return f.Ref.text() == n.ref.text()
	default:
		return true
	}
}

func (f *Form) add(n *node, trial trial) {
	f.in.add(trial.number)
	if n.kind == mapping {
		f.addEntries(n, trial)
	}
	if n.kind == list || n.kind == loop {
		f.Items = addItems(f.Items, n.items, trial)
	}
}

// addEntries keeps the order of the entries as far as the trials agree on it.
func (f *Form) addEntries(n *node, trial trial) {
	after := -1
	for i := range n.entries {
		e := &n.entries[i]
		print, key := e.name(), trial.without(e.key)
		at := -1
		for i, known := range f.Entries {
			if known.print == print || e.merge == nil && known.Merge == nil && trial.without(known.Key) == key {
				at = i
				break
			}
		}
		if at < 0 {
			at = after + 1
			f.Entries = append(f.Entries, nil)
			copy(f.Entries[at+1:], f.Entries[at:])
			f.Entries[at] = &Entry{Key: e.key, Merge: e.merge, print: print, optional: e.optional}
			if e.merge == nil {
				f.Entries[at].Value = &Tree{}
			}
		}
		f.Entries[at].in.add(trial.number)
		if e.merge == nil {
			f.Entries[at].Value.add(e.value, trial)
		}
		after = at
	}
}

// name tells an entry of a mapping from the others.
func (e *entry) name() string {
	switch {
	case e.named != "":
		return e.named
	case e.merge != nil:
		return e.print()
	}
	var b strings.Builder
	writeParts(&b, e.key)
	b.WriteByte(1)
	return b.String()
}

// addItems aligns the items of a trial with those known: first what has the same
// name, and in the gaps what has it but for knobs that are empty.
func addItems(known []*Item, items []*node, trial trial) []*Item {
	pairs := align(known, items, trial)
	var merged []*Item
	next := 0
	for i, n := range items {
		at := pairs[i]
		if at < 0 {
			item := &Item{Value: &Tree{}, names: map[string]bool{n.name(): true}, samples: []*node{n}}
			item.in.add(trial.number)
			item.Value.add(n, trial)
			merged = append(merged, item)
			continue
		}
		merged = append(merged, known[next:at+1]...)
		next = at + 1
		known[at].in.add(trial.number)
		if name := n.name(); !known[at].names[name] {
			known[at].names[name] = true
			known[at].samples = append(known[at].samples, n)
		}
		known[at].Value.add(n, trial)
	}
	return append(merged, known[next:]...)
}

// align gives for each item the place of its like among those known, or -1.
func align(known []*Item, items []*node, t trial) []int {
	names := make([]string, len(items))
	for i, n := range items {
		names[i] = n.name()
	}
	pairs := longest(known, names)
	start := 0
	for i := 0; i <= len(items); i++ {
		if i < len(items) && pairs[i] < 0 {
			continue
		}
		from, to := 0, len(known)
		if start > 0 {
			from = pairs[start-1] + 1
		}
		if i < len(items) {
			to = pairs[i]
		}
		for j := start; j < i; j++ {
			for k := from; k < to; k++ {
				if known[k].alike(items[j], t) {
					pairs[j], from = k, k+1
					break
				}
			}
		}
		start = i + 1
	}
	return pairs
}

// longest is the longest common subsequence of names: for each name the place of
// its item, or -1.
func longest(known []*Item, names []string) []int {
	pairs := make([]int, len(names))
	start := 0
	for start < min(len(known), len(names)) && known[start].named(names[start]) {
		pairs[start] = start
		start++
	}
	for j, i := range longestRest(known[start:], names[start:]) {
		pairs[start+j] = i
		if i >= 0 {
			pairs[start+j] += start
		}
	}
	return pairs
}

func longestRest(known []*Item, names []string) []int {
	if len(names) == 0 {
		return nil
	}
	table := make([][]int, len(known)+1)
	for i := range table {
		table[i] = make([]int, len(names)+1)
	}
	for i, item := range slices.Backward(known) {
		for j, name := range slices.Backward(names) {
			if item.named(name) {
				table[i][j] = table[i+1][j+1] + 1
			} else {
				table[i][j] = max(table[i+1][j], table[i][j+1])
			}
		}
	}
	pairs := make([]int, len(names))
	for j := range pairs {
		pairs[j] = -1
	}
	for i, j := 0, 0; i < len(known) && j < len(names); {
		switch {
		case known[i].named(names[j]):
			pairs[j] = i
			i, j = i+1, j+1
		case table[i+1][j] >= table[i][j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}
