package template

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/trace"
)

// layer is a map among those that are merged.
type layer struct {
	merge *knob.Knob
	fixed []*trace.Entry
}

// layers sorts what is merged so that later ones win.
func layers(f *trace.Form) []layer {
	var maps []int
	for i, e := range f.Entries {
		if e.Merge != nil {
			maps = append(maps, i)
		}
	}
	slices.SortStableFunc(maps, func(a, b int) int {
		switch {
		case slices.Contains(f.Entries[a].Over, b):
			return 1
		case slices.Contains(f.Entries[b].Over, a):
			return -1
		default:
			return 0
		}
	})
	all := make([]layer, 2*len(maps)+1)
	for i, m := range maps {
		all[2*i+1].merge = f.Entries[m].Merge.Knob
	}
	for i, e := range f.Entries {
		if e.Merge != nil {
			continue
		}
		at := len(maps)
		for at > 0 && slices.Contains(f.Entries[maps[at-1]].Over, i) {
			at--
		}
		all[2*at].fixed = append(all[2*at].fixed, e)
	}
	return slices.DeleteFunc(all, func(l layer) bool { return l.merge == nil && len(l.fixed) == 0 })
}

func (w *writer) merge(s scope, f *trace.Form) (string, bool) {
	var all []string
	for _, l := range layers(f) {
		if l.merge != nil {
			all = append(all, s.value(l.merge))
			continue
		}
		dicts, ok := w.dicts(s, l.fixed)
		if !ok {
			return "", false
		}
		all = append(all, dicts...)
	}
	return fmt.Sprintf("include %q (list %s)", w.chart+".merge", strings.Join(all, " ")), true
}

// dicts are fixed entries as dict expressions, those under a condition each in
// one of its own.
func (w *writer) dicts(s scope, entries []*trace.Entry) ([]string, bool) {
	if h := w.helperOf(entries); h != nil {
		return []string{fmt.Sprintf("(include %q %s | fromYaml)", h.name, s.root)}, true
	}
	var always, all []string
	for _, e := range entries {
		pair, ok := w.pair(s, e)
		if !ok {
			return nil, false
		}
		if e.When == nil {
			always = append(always, pair)
			continue
		}
		condition := s.condition(e.When)
		if term := e.When.Terms[0]; len(e.When.Terms) > 1 || term.Knob.Kind != knob.Flag {
			condition = fmt.Sprintf("not (empty %s)", argument(condition))
		}
		all = append(all, fmt.Sprintf("(ternary (dict %s) (dict) %s)", pair, argument(condition)))
	}
	if len(always) > 0 {
		all = append([]string{"(dict " + strings.Join(always, " ") + ")"}, all...)
	}
	return all, true
}

func (w *writer) pair(s scope, e *trace.Entry) (string, bool) {
	if len(e.Value.Forms) != 1 || e.Value.Forms[0].Kind != trace.Scalar {
		return "", false
	}
	return argument(s.joined(e.Key)) + " " + argument(w.text(s, e)), true
}

// text is the value of a fixed entry as an expression.
func (w *writer) text(s scope, e *trace.Entry) string {
	f := e.Value.Forms[0]
	switch {
	case managedBy(e):
		return s.dollar() + "Release.Service"
	case multiline(f.Parts):
		return fmt.Sprintf("include %q %s", w.named(keyName(e), f.Parts), s.root)
	default:
		return s.joined(f.Parts)
	}
}

// joined is a text as an expression.
func (s scope) joined(parts []trace.Part) string {
	if len(parts) == 1 {
		return s.operand(parts[0])
	}
	return s.printf(parts)
}

// managedBy says whether an entry names the tool that manages the object. In a
// chart that is Helm.
func managedBy(e *trace.Entry) bool {
	return len(e.Key) == 1 && e.Key[0].Literal == component.LabelManagedBy &&
		len(e.Value.Forms) == 1 && len(e.Value.Forms[0].Parts) == 1 && e.Value.Forms[0].Parts[0].Literal == component.ManagedBy
}
