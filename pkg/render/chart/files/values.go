package files

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// width is where comments break.
const width = 80

// Values gives values.yaml: the defaults in the order of the Go struct, each
// with its comment. It reads back as Defaults and the overrides of the names.
func Values(c Chart) ([]byte, error) {
	w := &valuesWriter{chart: c, sections: c.sections()}
	w.comment("", "Default values of the chart "+c.Name+". null, {} and [] leave a field out of the objects.")
	for _, one := range c.overrides() {
		w.buffer.WriteByte('\n')
		w.comment("", one.description)
		if err := w.value("", one.key, ""); err != nil {
			return nil, err
		}
	}
	for _, e := range entriesOf(c.Table.Knobs, "") {
		w.buffer.WriteByte('\n')
		if err := w.entry("", e, c.Defaults); err != nil {
			return nil, err
		}
	}
	return w.buffer.Bytes(), nil
}

type valuesWriter struct {
	chart    Chart
	sections map[string]string
	buffer   bytes.Buffer
	// bare leaves comments out, as in the items of a list.
	bare bool
}

// entry writes a key whose value is in the map around it.
func (w *valuesWriter) entry(indent string, e *entry, around map[string]any) error {
	if !w.bare {
		w.comment(indent, w.chart.description(e, w.sections)+itemKeys(e.knob, around[e.key]))
	}
	if e.knob != nil {
		if list, ok := around[e.key].([]any); ok && len(list) > 0 && len(items(e.knob)) > 0 {
			return w.list(indent, e, list)
		}
		if parts, ok := around[e.key].(map[string]any); ok && len(parts) > 0 && e.knob.Kind == knob.Image {
			return w.image(indent, e.key, parts)
		}
		return w.value(indent, e.key, around[e.key])
	}
	section, ok := around[e.key].(map[string]any)
	if !ok {
		return fmt.Errorf("%s: no section in the defaults", e.path)
	}
	fmt.Fprintf(&w.buffer, "%s%s:\n", indent, e.key)
	for _, child := range e.entries {
		if err := w.entry(indent+"  ", child, section); err != nil {
			return err
		}
	}
	return nil
}

// list writes the items of an each with their keys in the order of the struct.
func (w *valuesWriter) list(indent string, e *entry, list []any) error {
	fmt.Fprintf(&w.buffer, "%s%s:\n", indent, e.key)
	for i, one := range list {
		item, ok := one.(map[string]any)
		if !ok {
			return fmt.Errorf("%s: item %d of the defaults is no map", e.path, i)
		}
		inner := &valuesWriter{chart: w.chart, sections: w.sections, bare: true}
		for _, child := range items(e.knob) {
			if err := inner.entry(indent+"  ", child, item); err != nil {
				return err
			}
		}
		text := inner.buffer.String()
		w.buffer.WriteString(indent + "- " + text[len(indent)+2:])
	}
	return nil
}

// image writes the parts of an image in the order of its reference.
func (w *valuesWriter) value(indent, key string, value any) error {
	text, err := encode.Append(nil, map[string]any{key: value})
	if err != nil {
		return err
	}
	for line := range bytes.Lines(text) {
		if len(line) > 1 {
			w.buffer.WriteString(indent)
		}
		w.buffer.Write(line)
	}
	return nil
}

func (w *valuesWriter) comment(indent, text string) {
	for _, line := range wrap(text, width-len(indent)-2) {
		fmt.Fprintf(&w.buffer, "%s# %s\n", indent, line)
	}
}

// description of an entry: that of its knob or section, empty where the Go
// field has no comment.
func (c Chart) description(e *entry, sections map[string]string) string {
	if e.knob == nil {
		return describe(sections[e.path], c.Comments[sections[e.path]], nil)
	}
	return c.describe(e.knob)
}

// describe gives the description of a knob.
func (c Chart) describe(k *knob.Knob) string {
	text := describe(k.Source, c.Comments[k.Source], k.Options)
	if k.NameByDefault {
		text = strings.TrimSpace(text + " Empty means the full name of the release.")
	}
	return text
}

// itemKeys says what the items of a list hold that has none.
func itemKeys(k *knob.Knob, value any) string {
	if list, ok := value.([]any); !ok || len(list) > 0 {
		return ""
	}
	var keys []string
	for _, e := range items(k) {
		keys = append(keys, e.key)
	}
	if len(keys) == 0 {
		return ""
	}
	return " The keys of an item: " + strings.Join(keys, ", ") + "."
}
