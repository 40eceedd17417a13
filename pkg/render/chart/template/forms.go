package template

import (
	"fmt"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/trace"
)

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
