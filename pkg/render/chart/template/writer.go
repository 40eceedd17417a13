package template

import (
	"errors"
	"fmt"
	"slices"
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

// join drops the end of a condition and the start of the next one where both
// are the same, and makes an else of them where one is the opposite of the other.
// It is called after the second.
func (w *writer) join(indent int, s scope, c *trace.Condition) {
	if c == nil {
		return
	}
	margin := strings.Repeat(" ", indent)
	start, end := margin+"{{- if "+s.condition(c)+" }}", margin+"{{- end }}"
	at := len(w.lines) - 1
	for at > 0 && w.lines[at] != start {
		at--
	}
	if at == 0 || w.lines[at-1] != end {
		return
	}
	if w.opened(at-1, start, end) {
		w.lines = slices.Delete(w.lines, at-1, at+1)
		return
	}
	if opposite := opposite(c); opposite != nil && w.opened(at-1, margin+"{{- if "+s.condition(opposite)+" }}", end) {
		w.lines = slices.Replace(w.lines, at-1, at+1, margin+"{{- else }}")
	}
}

// opposite is the condition that holds when a flag has its other value.
func opposite(c *trace.Condition) *trace.Condition {
	if len(c.Terms) != 1 || c.Terms[0].Knob.Kind != knob.Flag || c.Terms[0].Knob.Optional {
		return nil
	}
	return &trace.Condition{Terms: []trace.Term{{Knob: c.Terms[0].Knob, State: trace.On - c.Terms[0].State}}}
}

// opened says whether the end at a line belongs to the same condition.
func (w *writer) opened(at int, start, end string) bool {
	for i := at - 1; i >= 0; i-- {
		switch {
		case w.lines[i] == start:
			return true
		case w.lines[i] == end, strings.HasPrefix(w.lines[i], end[:len(end)-len("{{- end }}")]+"{{- "):
			return false
		}
	}
	return false
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
	if done, err := w.mergedEntry(s, e, key, indent); done || err != nil {
		return err
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

// forms writes a value in the form that it has.
func (w *writer) forms(s scope, value *trace.Tree, key string, indent int) error {
	forms := value.Forms
	if line, ok := w.flag(s, forms); ok {
		w.line(indent, key+": "+line)
		return nil
	}
	if ref := emptyOrWhole(forms); ref != nil {
		w.line(indent, key+":")
		w.line(indent+2, fmt.Sprintf("{{- toYaml %s | nindent %d }}", s.value(ref.Knob), indent+2))
		return nil
	}
	if f := w.alwaysMapping(forms); f != nil {
		forms = []*trace.Form{f}
	}
	for i, f := range forms {
		switch {
		case len(forms) == 1:
		case i == 0:
			w.line(indent, "{{- if "+s.condition(f.When)+" }}")
		case i == len(forms)-1:
			w.line(indent, "{{- else }}")
		default:
			w.line(indent, "{{- else if "+s.condition(f.When)+" }}")
		}
		if err := w.form(s, f, key, indent); err != nil {
			return err
		}
	}
	if len(forms) > 1 {
		w.line(indent, "{{- end }}")
	}
	return nil
}

// alwaysMapping is the mapping of a value that is {} where all in it is empty, if
// some entries are written even then: that means the same.
func (w *writer) alwaysMapping(forms []*trace.Form) *trace.Form {
	if len(forms) != 2 || forms[0].Kind != trace.Mapping || forms[1].Kind != trace.Scalar || forms[1].Text ||
		len(forms[1].Parts) != 1 || forms[1].Parts[0].Literal != "{}" {
		return nil
	}
	for _, e := range forms[0].Entries {
		if e.Merge == nil && w.unconditional(e) {
			return forms[0]
		}
	}
	return nil
}

// unconditional says whether an entry is written whatever the values are.
func (w *writer) unconditional(e *trace.Entry) bool {
	if e.When == nil {
		return true
	}
	ref := selfRef(e)
	return ref != nil && e.When.Needs(ref.Knob) && e.Value.Forms[0].Kind == trace.Scalar &&
		e.MayBeEmpty() && (w.set(ref.Knob) || keyName(e) == "name")
}

// flag is a bool that comes out as it is.
func (w *writer) flag(s scope, forms []*trace.Form) (string, bool) {
	if len(forms) != 2 {
		return "", false
	}
	for i, f := range forms {
		if f.Kind != trace.Scalar || f.Text || len(f.Parts) != 1 || f.When == nil || len(f.When.Terms) != 1 {
			return "", false
		}
		term := f.When.Terms[0]
		on := f.Parts[0].Literal == "true"
		if term.Knob.Kind != knob.Flag || !on && f.Parts[0].Literal != "false" || on != (term.State == trace.On) {
			return "", false
		}
		if i == 1 {
			return "{{ " + s.value(term.Knob) + " }}", true
		}
	}
	return "", false
}

// emptyOrWhole is the knob of a value that is {} where the knob is empty.
func emptyOrWhole(forms []*trace.Form) *trace.Ref {
	if len(forms) != 2 {
		return nil
	}
	for i, f := range forms {
		other := forms[1-i]
		if (f.Kind == trace.Whole) && other.Kind == trace.Scalar && !other.Text &&
			len(other.Parts) == 1 && other.Parts[0].Literal == "{}" && f.When.Needs(f.Ref.Knob) {
			return f.Ref
		}
	}
	return nil
}

func (w *writer) form(s scope, f *trace.Form, key string, indent int) error {
	switch f.Kind {
	case trace.Scalar:
		lines, err := w.scalar(s, f, w.textName(key))
		if err != nil {
			return err
		}
		w.line(indent, key+": "+strings.ReplaceAll(lines[0], "INDENT", fmt.Sprint(indent+2)))
		for _, line := range lines[1:] {
			w.block(indent, line)
		}
		return nil
	case trace.Whole:
		w.line(indent, key+":")
		w.line(indent+2, fmt.Sprintf("{{- toYaml %s | nindent %d }}", s.value(f.Ref.Knob), indent+2))
		return nil
	case trace.Mapping:
		if expression, ok := w.mapExpression(s, f, key); ok {
			w.line(indent, key+":")
			w.line(indent+2, wrapped(fmt.Sprintf("{{- %s | nindent %d }}", expression, indent+2), indent+2))
			return nil
		}
		w.line(indent, key+":")
		return w.entries(s, f, indent+2)
	default:
		w.line(indent, key+":")
		return w.items(s, f.Items, indent)
	}
}

// textName is what the named template of a text is called: by its key, or where
// that is a value, by the value.
func (w *writer) textName(key string) string {
	if _, path, found := strings.Cut(key, "Values."); found {
		path, _, _ = strings.Cut(path, " ")
		return path[strings.LastIndexByte(path, '.')+1:]
	}
	return key
}

// block writes a line of a literal block.
func (w *writer) block(indent int, line string) {
	if line == "" {
		w.lines = append(w.lines, "")
		return
	}
	w.line(indent, line)
}
