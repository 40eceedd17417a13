// Package v1alpha1 turns resources of operator 0.1.0, the preview, into those
// of v1beta1, which every later release has. There was one kind,
// FlinkDeployment; a cluster cannot serve both versions, so the old objects
// must be read before the CustomResourceDefinition is replaced.
//
// The options of Flink stay as they are: flink.Translate rewrites them.
//
// Source: apache/flink-kubernetes-operator, the types and the chart at tags
// release-0.1.0 and release-1.0.0, and docs/operations/upgrade.md.
package v1alpha1

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// APIVersion is that of the resources that Convert reads.
const APIVersion = v1beta1.Group + "/v1alpha1"

// Note says what had no place, or what was added because v1beta1 needs it.
type Note struct {
	// Field is the path of the field, such as spec.podTemplate.status.
	Field string `json:"field"`
	// Message is a sentence without the field.
	Message string `json:"message"`
}

// String is the field and the message.
func (n Note) String() string { return n.Field + ": " + n.Message }

// Convert gives the v1beta1 form of a FlinkDeployment of v1alpha1, ready to be
// created: without what the API server wrote into it, running, and starting
// from the last savepoint that its status names. The object is not changed.
func Convert(object map[string]any) (*v1beta1.FlinkDeployment, []Note, error) {
	if version, kind := object["apiVersion"], object["kind"]; version != APIVersion || kind != v1beta1.KindFlinkDeployment {
		return nil, nil, fmt.Errorf("want a FlinkDeployment of %s, not kind %v of %v", APIVersion, kind, version)
	}
	copied, err := deepCopy(object)
	if err != nil {
		return nil, nil, err
	}
	c := &converter{object: copied}
	c.metadata()
	c.podTemplates()
	c.resources()
	c.ingress()
	c.serviceAccount()
	c.job()
	c.defaults()
	return c.typed()
}

// deepCopy goes through JSON, so that numbers and lists have one type whatever
// the caller's parser gave.
func deepCopy(object map[string]any) (map[string]any, error) {
	data, err := json.Marshal(object)
	if err != nil {
		return nil, fmt.Errorf("the object cannot be read: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var copied map[string]any
	if err := decoder.Decode(&copied); err != nil {
		return nil, fmt.Errorf("the object cannot be read: %w", err)
	}
	return copied, nil
}

type converter struct {
	object map[string]any
	notes  []Note
}

func (c *converter) note(field, format string, arguments ...any) {
	c.notes = append(c.notes, Note{Field: field, Message: fmt.Sprintf(format, arguments...)})
}

// typed decodes what is left. A field that v1beta1 does not have is noted, and
// one of another type is an error.
func (c *converter) typed() (*v1beta1.FlinkDeployment, []Note, error) {
	c.object["apiVersion"] = v1beta1.APIVersion
	delete(c.object, "status")
	data, err := json.Marshal(c.object)
	if err != nil {
		return nil, nil, err
	}
	deployment := &v1beta1.FlinkDeployment{}
	if err := json.Unmarshal(data, deployment); err != nil {
		return nil, nil, fmt.Errorf("flinkdeployment %q: %w", deployment.Name, err)
	}
	kept, err := json.Marshal(deployment)
	if err != nil {
		return nil, nil, err
	}
	var tree map[string]any
	if err := json.Unmarshal(kept, &tree); err != nil {
		return nil, nil, err
	}
	c.unknown("", c.object, tree)
	slices.SortStableFunc(c.notes, func(a, b Note) int { return strings.Compare(a.Field, b.Field) })
	return deployment, c.notes, nil
}

// unknown notes the fields that decoding dropped, except for empty ones.
func (c *converter) unknown(at string, given, kept any) {
	switch given := given.(type) {
	case map[string]any:
		kept, _ := kept.(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(given)) {
			field := strings.TrimPrefix(at+"."+name, ".")
			if _, found := kept[name]; !found && !empty(given[name]) {
				c.note(field, "v1beta1 has no such field: it was dropped")
				continue
			}
			c.unknown(field, given[name], kept[name])
		}
	case []any:
		kept, _ := kept.([]any)
		for i := range given {
			if i < len(kept) {
				c.unknown(fmt.Sprintf("%s[%d]", at, i), given[i], kept[i])
			}
		}
	}
}

func empty(value any) bool {
	switch value := value.(type) {
	case nil:
		return true
	case string:
		return value == ""
	case bool:
		return !value
	case json.Number:
		number, err := value.Float64()
		return err == nil && number == 0
	case map[string]any:
		return len(value) == 0
	case []any:
		return len(value) == 0
	}
	return false
}
