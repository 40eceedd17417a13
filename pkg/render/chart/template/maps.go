package template

import (
	"fmt"
	"slices"
	"strings"

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
func (w *writer) mergedEntry(s scope, e *trace.Entry, key string, indent int) bool {
	if e.When == nil || len(e.Value.Forms) != 1 || e.Value.Forms[0].Kind != trace.Mapping {
		return false
	}
	f := e.Value.Forms[0]
	if !merges(f) || !e.When.Any {
		return false
	}
	expression, ok := w.mapExpression(s, f, key)
	if !ok {
		return false
	}
	w.line(indent, wrapped("{{- with "+expression+" }}", indent))
	w.line(indent, key+":")
	w.line(indent+2, fmt.Sprintf("{{- . | nindent %d }}", indent+2))
	w.line(indent, "{{- end }}")
	return true
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
