package template

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/trace"
)

// mapHelper is a map that several objects have.
type mapHelper struct {
	count int
	// name of the helper, once it is one.
	name string
	// body of the helper.
	body []string
	keys []string
}

// mergedEntry writes a field whose map is there if any of the maps in it is.
func (w *writer) mergedEntry(s scope, e *trace.Entry, key string, indent int) (bool, error) {
	if e.When == nil || len(e.Value.Forms) != 1 || e.Value.Forms[0].Kind != trace.Mapping {
		return false, nil
	}
	f := e.Value.Forms[0]
	if !merges(f) || !e.When.Any {
		return false, nil
	}
	expression, ok := w.mapExpression(s, f, key)
	if !ok {
		return false, nil
	}
	w.line(indent, wrapped("{{- with "+expression+" }}", indent))
	w.line(indent, key+":")
	w.line(indent+2, fmt.Sprintf("{{- . | nindent %d }}", indent+2))
	w.line(indent, "{{- end }}")
	return true, nil
}

func merges(f *trace.Form) bool {
	return slices.ContainsFunc(f.Entries, func(e *trace.Entry) bool { return e.Merge != nil })
}

// mapExpression is a mapping as an expression: one of a knob, a merge of maps,
// or a helper. Other mappings are written field by field.
func (w *writer) mapExpression(s scope, f *trace.Form, key string) (string, bool) {
	if len(f.Entries) == 1 && f.Entries[0].Merge != nil {
		return "toYaml " + s.value(f.Entries[0].Merge.Knob), true
	}
	if !merges(f) {
		return w.fixedHelper(s, f, key)
	}
	if slices.ContainsFunc(f.Entries, func(e *trace.Entry) bool { return e.Merge != nil && e.Merge.Knob.Kind == knob.Tree }) {
		return "", false
	}
	inner := scope{w.chart, "."}
	expression, ok := w.merge(inner, f)
	if !ok {
		return "", false
	}
	if key == "labels" && !inLoop(f) {
		h := w.count(expression)
		h.body = []string{wrapped("{{- "+expression+" -}}", 0)}
		if h.name != "" {
			return fmt.Sprintf("include %q %s", h.name, s.root), true
		}
	}
	return w.merge(s, f)
}

func (w *writer) count(expression string) *mapHelper {
	h := w.maps[expression]
	if h == nil {
		h = &mapHelper{}
		w.maps[expression] = h
	}
	h.count++
	return h
}

func inLoop(f *trace.Form) bool {
	in := func(parts []trace.Part) bool {
		return slices.ContainsFunc(parts, func(p trace.Part) bool { return p.Ref != nil && p.Ref.Knob.Parent != nil })
	}
	return slices.ContainsFunc(f.Entries, func(e *trace.Entry) bool {
		if e.Merge != nil {
			return e.Merge.Knob.Parent != nil
		}
		return in(e.Key) || in(e.Value.Forms[0].Parts)
	})
}

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

// widest is the length of a line beyond which a merge is written on several.
const widest = 130

// wrapped writes a merge with a line for each map, and one for each entry of a
// dict.
func wrapped(line string, indent int) string {
	head, rest, found := strings.Cut(line, ".merge\" (list ")
	if !found || len(line)+indent <= widest {
		return line
	}
	margin := "\n" + strings.Repeat(" ", indent)
	var b strings.Builder
	b.WriteString(head + ".merge\" (list")
	depth, inText := 0, false
	start := 0
	flush := func(end int, margin string) {
		if text := strings.TrimSpace(rest[start:end]); text != "" {
			b.WriteString(margin + wrappedDict(text, margin))
		}
		start = end
	}
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == '"' && (i == 0 || rest[i-1] != '\\'):
			inText = !inText
		case inText:
		case c == '(':
			depth++
		case c == ')' && depth == 0:
			flush(i, margin+"  ")
			b.WriteString(margin + rest[i:])
			return b.String()
		case c == ')':
			depth--
		case c == ' ' && depth == 0:
			flush(i, margin+"  ")
		}
	}
	return line
}

// wrappedDict writes a long dict with a line for each entry.
func wrappedDict(text, margin string) string {
	inner, found := strings.CutPrefix(text, "(dict ")
	if !found || len(text) <= widest {
		return text
	}
	arguments := arguments(strings.TrimSuffix(inner, ")"))
	var b strings.Builder
	b.WriteString("(dict")
	for i := 0; i+1 < len(arguments); i += 2 {
		b.WriteString(margin + "  " + arguments[i] + " " + arguments[i+1])
	}
	return b.String() + margin + ")"
}

// arguments takes the arguments of a function apart.
func arguments(text string) []string {
	var all []string
	depth, inText, start := 0, false, 0
	for i := 0; i <= len(text); i++ {
		switch {
		case i == len(text) || text[i] == ' ' && depth == 0 && !inText:
			if i > start {
				all = append(all, text[start:i])
			}
			start = i + 1
		case text[i] == '"' && (i == 0 || text[i-1] != '\\'):
			inText = !inText
		case inText:
		case text[i] == '(':
			depth++
		case text[i] == ')':
			depth--
		}
	}
	return all
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

// fixedHelper is a helper for a map without knobs of its own that several
// objects have, such as the labels by which pods are selected.
func (w *writer) fixedHelper(s scope, f *trace.Form, key string) (string, bool) {
	if key != "matchLabels" && key != "selector" && key != "labels" || len(f.Entries) < 2 || inLoop(f) {
		return "", false
	}
	inner := scope{w.chart, "."}
	var body, keys []string
	for _, e := range f.Entries {
		if e.When != nil || len(e.Value.Forms) != 1 || e.Value.Forms[0].Kind != trace.Scalar || managedBy(e) {
			return "", false
		}
		lines, err := w.scalar(inner, e.Value.Forms[0], key)
		if err != nil || len(lines) != 1 {
			return "", false
		}
		body = append(body, keyName(e)+": "+lines[0])
		keys = append(keys, entryPrint(inner, w, e))
	}
	h := w.count(strings.Join(body, "\n"))
	h.body, h.keys = body, keys
	if h.name == "" {
		return "", false
	}
	return fmt.Sprintf("include %q %s", h.name, s.root), true
}

func entryPrint(s scope, w *writer, e *trace.Entry) string {
	pair, _ := w.pair(s, e)
	return pair
}

// helperOf is the helper that gives just these entries.
func (w *writer) helperOf(entries []*trace.Entry) *mapHelper {
	var keys []string
	for _, e := range entries {
		if e.When != nil {
			return nil
		}
		keys = append(keys, entryPrint(scope{w.chart, "."}, w, e))
	}
	slices.Sort(keys)
	for _, h := range w.maps {
		if h.name != "" && len(h.keys) == len(keys) && slices.Equal(slices.Sorted(slices.Values(h.keys)), keys) {
			return h
		}
	}
	return nil
}
