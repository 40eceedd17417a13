package files

import (
	"reflect"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// imagePart is a key of an image.
type imagePart struct{ key, description string }

// imageParts are the keys of an image, in the order of its reference.
func (c Chart) imageParts() []imagePart {
	var all []imagePart
	image := reflect.TypeFor[component.Image]()
	for _, field := range []struct{ name, key string }{
		{"Registry", "registry"}, {"Repository", "repository"}, {"Tag", "tag"}, {"Digest", "digest"}, {"PullPolicy", "pullPolicy"},
	} {
		source := image.PkgPath() + "." + image.Name() + "." + field.name
		all = append(all, imagePart{field.key, describe(source, c.Comments[source], nil)})
	}
	return all
}

// image writes an image key by key.
func (w *valuesWriter) image(indent string, key string, image map[string]any) error {
	w.buffer.WriteString(indent + key + ":\n")
	for _, part := range w.chart.imageParts() {
		if !w.bare {
			w.comment(indent+"  ", part.description)
		}
		if err := w.value(indent+"  ", part.key, image[part.key]); err != nil {
			return err
		}
	}
	return nil
}

// image is the schema of an image.
func (s *schemaWriter) image() object {
	properties := object{}
	for _, part := range s.chart.imageParts() {
		schema := object{"type": []any{"string", "null"}}
		if part.key == "pullPolicy" {
			schema = object{"enum": []any{"Always", "IfNotPresent", "Never", "", nil}}
		}
		if part.description != "" {
			schema["description"] = part.description
		}
		properties[part.key] = schema
	}
	return object{"type": "object", "properties": properties, "additionalProperties": false}
}

// imageRows are the rows of an image's keys.
func imageRows(c Chart, k *knob.Knob) ([]row, error) {
	image, _ := k.In(c.Defaults).(map[string]any)
	var all []row
	for _, part := range c.imageParts() {
		text := ""
		if k.Parent == nil {
			var err error
			if text, err = code(image[part.key]); err != nil {
				return nil, err
			}
		}
		all = append(all, row{k.String() + "." + part.key, "string", text, escape(part.description)})
	}
	return all, nil
}
