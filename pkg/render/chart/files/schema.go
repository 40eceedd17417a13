package files

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// object is a JSON Schema or a part of one.
type object = map[string]any

// quantityPattern is what Kubernetes reads as a quantity
// (k8s.io/apimachinery, pkg/api/resource).
const quantityPattern = `^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$`

// Schema gives values.schema.json (draft-07). Values that are no knobs are
// refused, but for global, which Helm gives to every chart. Null is allowed
// wherever a field of the objects may be left out.
func Schema(c Chart) ([]byte, error) {
	s := &schemaWriter{chart: c, sections: c.sections()}
	if err := s.api.load(); err != nil {
		return nil, err
	}
	root := s.section(entriesOf(c.Table.Knobs, ""), c.Defaults)
	root["$schema"] = "http://json-schema.org/draft-07/schema#"
	root["title"] = "Values of the chart " + c.Name
	properties := root["properties"].(object)
	for _, one := range c.overrides() {
		properties[one.key] = object{"type": []any{"string", "null"}, "description": one.description}
	}
	properties["global"] = object{"type": "object", "description": "Values that Helm gives to all charts."}
	if definitions := s.api.used(root); len(definitions) > 0 {
		root["definitions"] = definitions
	}
	var b bytes.Buffer
	err := plainJSON(&b, "  ").Encode(root)
	return b.Bytes(), err
}

// plainJSON writes JSON for people: < stays <.
func plainJSON(to io.Writer, indent string) *json.Encoder {
	encoder := json.NewEncoder(to)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	return encoder
}

type schemaWriter struct {
	chart    Chart
	sections map[string]string
	api      apiTypes
}

// section of the values or, without defaults, the item of a list. Templates
// look into the sections of the values, so a null must not take one away.
func (s *schemaWriter) section(entries []*entry, defaults object) object {
	properties := object{}
	var required []any
	for _, e := range entries {
		schema := s.entry(e, defaults[e.key])
		if e.knob == nil && defaults != nil {
			required = append(required, e.key)
		}
		if e.knob != nil && needed(e.knob, defaults[e.key]) {
			required = append(required, e.key)
			withoutNull(schema)
		}
		properties[e.key] = schema
	}
	schema := object{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		schema["required"] = required
	}
	return schema
}

// needed says whether a template has no way to leave a value out. Null takes a
// value away in Helm, and text would then be made of nothing.
func needed(k *knob.Knob, value any) bool {
	if k.Optional || k.NameByDefault {
		return false
	}
	switch k.Kind {
	case knob.Flag, knob.Choice, knob.Text, knob.Integer, knob.Float, knob.Quantity, knob.IntOrString:
	default:
		return false
	}
	if k.Parent != nil {
		return k.Required && (k.Kind == knob.Text || k.Kind == knob.Quantity)
	}
	switch value := value.(type) {
	case nil:
		return false
	case bool:
		return value
	case string:
		return value != ""
	case json.Number:
		return value != "0"
	default:
		return true
	}
}

// withoutNull refuses null in a schema that allows it.
func withoutNull(schema object) {
	for _, key := range []string{"type", "enum"} {
		if all, ok := schema[key].([]any); ok {
			schema[key] = slices.DeleteFunc(all, func(one any) bool { return one == nil || one == "null" })
			if rest, _ := schema[key].([]any); key == "type" && len(rest) == 1 {
				schema[key] = rest[0]
			}
		}
	}
}

func (s *schemaWriter) entry(e *entry, value any) object {
	var schema object
	if e.knob == nil {
		nested, _ := value.(object)
		schema = s.section(e.entries, nested)
	} else {
		schema = s.knob(e.knob, value)
	}
	if description := s.chart.description(e, s.sections); description != "" {
		schema["description"] = description
	}
	return schema
}

func (s *schemaWriter) knob(k *knob.Knob, value any) object {
	switch k.Kind {
	case knob.Image:
		return s.image()
	case knob.Choice:
		return oneOf(k.Options, value)
	case knob.Text:
		if len(k.Options) > 0 {
			return oneOf(k.Options, value)
		}
		return object{"type": []any{"string", "null"}}
	case knob.Integer:
		return limited(k, object{"type": []any{"integer", "null"}})
	case knob.Float:
		return object{"type": []any{"number", "null"}}
	case knob.Flag:
		return object{"type": []any{"boolean", "null"}}
	case knob.Each:
		if entries := items(k); len(entries) > 0 {
			return object{"type": []any{"array", "null"}, "items": s.section(entries, nil)}
		}
		return object{"type": []any{"array", "null"}, "items": object{"type": "string"}}
	default:
		return nullable(s.api.schema(k.Type))
	}
}

// oneOf allows the options, and the default where it is none of them.
func oneOf(options []string, value any) object {
	allowed := []any{}
	for _, option := range options {
		allowed = append(allowed, option)
	}
	if text, ok := value.(string); ok && !slices.Contains(options, text) {
		allowed = append(allowed, text)
	}
	return object{"enum": append(allowed, nil)}
}

// limited bounds the numbers whose name says what they count.
func limited(k *knob.Knob, schema object) object {
	if len(k.Path) == 0 {
		return schema
	}
	name := strings.ToLower(k.Path[len(k.Path)-1])
	switch {
	case strings.HasSuffix(name, "port"):
		schema["minimum"], schema["maximum"] = 0, 65535
	case strings.HasSuffix(name, "replicas"), strings.HasSuffix(name, "seconds"), name == "parallelism":
		schema["minimum"] = 0
	}
	return schema
}

// nullable allows null beside what the schema allows by its type.
func nullable(schema object) object {
	switch of := schema["type"].(type) {
	case string:
		schema["type"] = []any{of, "null"}
	case []any:
		if !slices.Contains(of, any("null")) {
			schema["type"] = append(slices.Clone(of), "null")
		}
	}
	return schema
}
