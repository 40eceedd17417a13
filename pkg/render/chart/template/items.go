package template

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/render/chart/trace"
)

func (w *writer) items(s scope, items []*trace.Item, indent int) error {
	for _, item := range items {
		if err := w.item(s, item, indent); err != nil {
			return err
		}
		w.join(indent, s, item.When)
	}
	return nil
}

func (w *writer) item(s scope, item *trace.Item, indent int) error {
	first := item.Value.Forms[0]
	if first.Kind == trace.Splice {
		w.line(indent, "{{- with "+s.value(first.Ref.Knob)+" }}")
		w.line(indent, fmt.Sprintf("{{- toYaml . | nindent %d }}", indent))
		w.line(indent, "{{- end }}")
		return nil
	}
	return w.when(s, beyondLoop(item), indent, func() error {
		for i, f := range item.Value.Forms {
			switch {
			case len(item.Value.Forms) == 1:
			case i == 0:
				w.line(indent, "{{- if "+s.condition(f.When)+" }}")
			case i == len(item.Value.Forms)-1:
				w.line(indent, "{{- else }}")
			default:
				w.line(indent, "{{- else if "+s.condition(f.When)+" }}")
			}
			if err := w.itemForm(s, f, indent); err != nil {
				return err
			}
		}
		if len(item.Value.Forms) > 1 {
			w.line(indent, "{{- end }}")
		}
		return nil
	})
}

// beyondLoop is the condition of an item, without that its loop runs at all.
func beyondLoop(item *trace.Item) *trace.Condition {
	f := item.Value.Forms[0]
	if f.Kind != trace.Loop || item.When == nil || item.When.Any {
		return item.When
	}
	var rest []trace.Term
	for _, term := range item.When.Terms {
		if term.Knob != f.Ref.Knob || term.State != trace.On {
			rest = append(rest, term)
		}
	}
	if len(rest) == 0 {
		return nil
	}
	return &trace.Condition{Terms: rest}
}

func (w *writer) itemForm(s scope, f *trace.Form, indent int) error {
	switch f.Kind {
	case trace.Scalar:
		lines, err := w.scalar(s, f, "text")
		if err != nil {
			return err
		}
		w.line(indent, "- "+strings.ReplaceAll(lines[0], "INDENT", fmt.Sprint(indent+2)))
		for _, line := range lines[1:] {
			w.block(indent, line)
		}
		return nil
	case trace.Loop:
		w.line(indent, w.rangeOver(s, f))
		if err := w.items(s.within(), f.Items, indent); err != nil {
			return err
		}
		w.line(indent, "{{- end }}")
		return nil
	case trace.Mapping:
		return w.mappingItem(s, f, indent)
	case trace.Whole:
		w.line(indent, fmt.Sprintf("- {{- toYaml %s | nindent %d }}", s.value(f.Ref.Knob), indent+2))
		return nil
	default:
		return errors.New("a list in a list cannot be written")
	}
}

func (w *writer) rangeOver(s scope, f *trace.Form) string {
	return fmt.Sprintf("{{- range %s := %s }}", variable(f.Ref.Knob), s.value(f.Ref.Knob))
}

// mappingItem writes a mapping behind a dash, first a field that is always
// there.
func (w *writer) mappingItem(s scope, f *trace.Form, indent int) error {
	start := len(w.lines)
	if first := slices.IndexFunc(f.Entries, func(e *trace.Entry) bool { return e.Merge == nil && w.unconditional(e) }); first > 0 {
		sorted := *f
		sorted.Entries = slices.Concat(f.Entries[first:first+1], f.Entries[:first], f.Entries[first+1:])
		f = &sorted
	}
	if err := w.entries(s, f, indent+2); err != nil {
		return err
	}
	if len(w.lines) == start {
		w.line(indent, "- {}")
		return nil
	}
	first := w.lines[start]
	if strings.HasPrefix(strings.TrimSpace(first), "{{-") {
		w.lines = append(w.lines[:start], append([]string{strings.Repeat(" ", indent) + "-"}, w.lines[start:]...)...)
		return nil
	}
	w.lines[start] = first[:indent] + "- " + first[indent+2:]
	return nil
}
