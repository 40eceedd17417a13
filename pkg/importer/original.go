package importer

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

// original is an object as it was written.
type original struct {
	where string
	tree  map[string]any
}

func (o original) kind() string { kind, _ := o.tree["kind"].(string); return kind }

func (o original) meta(field string) string {
	meta, _ := o.tree["metadata"].(map[string]any)
	text, _ := meta[field].(string)
	return text
}

func (o original) key() string { return o.meta("namespace") + "/" + o.meta("name") }

func (o original) String() string { return o.kind() + " " + o.meta("name") }

func readStream(d Document) ([]original, error) {
	var all []original
	decoder := yaml.NewDecoder(bytes.NewReader(d.Data))
	for number := 1; ; number++ {
		var tree map[string]any
		err := decoder.Decode(&tree)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		where := fmt.Sprintf("%s, document %d", d.Name, number)
		if err != nil {
			return nil, fmt.Errorf("%s: not a manifest in YAML", where)
		}
		if tree == nil {
			continue
		}
		items, isList := tree["items"].([]any)
		if !isList {
			items = []any{tree}
		}
		for _, item := range items {
			if object, ok := item.(map[string]any); ok {
				all = append(all, original{where, object})
			}
		}
	}
}
