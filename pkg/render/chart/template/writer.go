package template

import (
	"errors"
	"fmt"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/trace"
)

type writer struct {
	chart string
	// set says whether the default of a knob is not empty.
	set func(*knob.Knob) bool
	// texts are the named templates of texts, by name.
	texts map[string]string
	// maps counts the maps that could be helpers, and names those that are.
	maps map[string]*mapHelper

	lines []string
}

func (w *writer) line(indent int, text string) {
	w.lines = append(w.lines, strings.Repeat(" ", indent)+text)
}

// when puts what f writes under a condition.
func (w *writer) when(s scope, c *trace.Condition, indent int, f func() error) error {
	if c == nil {
		return f()
	}
	w.line(indent, "{{- if "+s.condition(c)+" }}")
	if err := f(); err != nil {
		return err
	}
	w.line(indent, "{{- end }}")
	return nil
}

// entries writes a mapping, field by field.
func (w *writer) entries(s scope, f *trace.Form, indent int) error {
	for _, e := range f.Entries {
		if err := w.entry(s, e, indent); err != nil {
			return fmt.Errorf("%s: %w", keyName(e), err)
		}
		w.join(indent, s, e.When)
	}
	return nil
}

// keyName is the literal key of an entry, or the last word of the knob in it.
func keyName(e *trace.Entry) string {
	if len(e.Key) == 0 {
		return "merged"
	}
	if ref := e.Key[0].Ref; ref != nil {
		return ref.Knob.Path[len(ref.Knob.Path)-1]
	}
	return e.Key[0].Literal
}

func (w *writer) entry(s scope, e *trace.Entry, indent int) error {
	if e.Merge != nil {
		w.line(indent, "{{- with "+s.value(e.Merge.Knob)+" }}")
		w.line(indent, fmt.Sprintf("{{- toYaml . | nindent %d }}", indent))
		w.line(indent, "{{- end }}")
		return nil
	}
	key, err := w.key(s, e)
	if err != nil {
		return err
	}
	if e.When != nil && w.unconditional(e) {
		return w.forms(s, e.Value, key, indent)
	}
	if ref := selfRef(e); ref != nil && e.When.Needs(ref.Knob) {
		return w.with(s, e, ref, key, indent)
	}
	if w.mergedEntry(s, e, key, indent) {
		return nil
	}
	return w.when(s, e.When, indent, func() error { return w.forms(s, e.Value, key, indent) })
}

// key is the key of an entry as it is written.
func (w *writer) key(s scope, e *trace.Entry) (string, error) {
	if len(e.Key) == 1 && e.Key[0].Ref == nil {
		lines, err := literal(e.Key[0].Literal, true)
		if err != nil || len(lines) != 1 {
			return "", errors.Join(errors.New("the key has several lines"), err)
		}
		return lines[0], nil
	}
	if line, ok := interpolated(s, e.Key); ok {
		return line, nil
	}
	if len(e.Key) == 1 {
		return w.single(s, e.Key[0], true), nil
	}
	return "{{ " + s.printf(e.Key) + " | quote }}", nil
}

// selfRef is the one knob that the value of an entry consists of.
func selfRef(e *trace.Entry) *trace.Ref {
	if len(e.Value.Forms) != 1 {
		return nil
	}
	f := e.Value.Forms[0]
	switch {
	case f.Kind == trace.Scalar && len(f.Parts) == 1 && f.Parts[0].Ref != nil && !f.Parts[0].PullPolicy:
		return f.Parts[0].Ref
	case f.Kind == trace.Whole:
		return f.Ref
	case f.Kind == trace.Mapping && len(f.Entries) == 1 && f.Entries[0].Merge != nil:
		return f.Entries[0].Merge
	case f.Kind == trace.List && len(f.Items) == 1 && f.Items[0].Value.Forms[0].Kind == trace.Splice:
		return f.Items[0].Value.Forms[0].Ref
	default:
		return nil
	}
}

// with writes a field that is there if its knob is not empty.
func (w *writer) with(s scope, e *trace.Entry, ref *trace.Ref, key string, indent int) error {
	if ref.Knob.Optional || ref.Knob.Kind == knob.Name {
		return w.when(s, e.When, indent, func() error { return w.forms(s, e.Value, key, indent) })
	}
	w.line(indent, "{{- with "+s.value(ref.Knob)+" }}")
	switch f := e.Value.Forms[0]; {
	case f.Kind != trace.Scalar:
		w.line(indent, key+":")
		w.line(indent+2, fmt.Sprintf("{{- toYaml . | nindent %d }}", indent+2))
	case ref.Knob.Kind == knob.Integer && f.Text:
		w.line(indent, key+": {{ int . | quote }}")
	case ref.Knob.Kind == knob.Integer:
		w.line(indent, key+": {{ int . }}")
	case f.Text:
		w.line(indent, key+": {{ . | quote }}")
	default:
		w.line(indent, key+": {{ . }}")
	}
	w.line(indent, "{{- end }}")
	return nil
}
