// Command schemagen writes the JSON Schema of the stack file from the Go types
// of package stack: their fields, comments, enums and defaults. Beside it it
// writes the comments of the values of the parts, which charts repeat.
//
//	go run -C tools ./schemagen
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/invopop/jsonschema"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/schemas"
)

const (
	module = "github.com/flinkgen/flinkgen"
	root   = ".."
	output = "schemas/stack.schema.json"
	// commentsOutput has the comments of the values of the parts.
	commentsOutput = "schemas/comments.json"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "schemagen:", err)
		os.Exit(1)
	}
}

func run() error {
	data, err := Generate()
	if err != nil {
		return err
	}
	texts, err := Comments()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(root, commentsOutput), texts, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, output), data, 0o644)
}

// Comments gives the comments of the fields of the parts' values as indented
// JSON, by package path, type and field.
func Comments() ([]byte, error) {
	reflector := &jsonschema.Reflector{}
	if err := comments(reflector); err != nil {
		return nil, err
	}
	maps.DeleteFunc(reflector.CommentMap, func(name, _ string) bool {
		field, ok := strings.CutPrefix(name, module+"/pkg/component")
		// A type is a name after the package, a field one more.
		return !ok || strings.Count(path.Base(field), ".") != 2
	})
	data, err := json.MarshalIndent(reflector.CommentMap, "", "  ")
	return append(data, '\n'), err
}

// Generate gives the schema as indented JSON.
func Generate() ([]byte, error) {
	g := &generator{types: map[string]reflect.Type{}}
	reflector := &jsonschema.Reflector{
		Mapper:                     scalars,
		Namer:                      g.name,
		RequiredFromJSONSchemaTags: true,
	}
	if err := comments(reflector); err != nil {
		return nil, err
	}
	schema := reflector.Reflect(&stack.Stack{})
	schema.Version = "http://json-schema.org/draft-07/schema#"
	schema.ID = ""
	schema.Title = "Stack of flinkgen"
	for name, definition := range schema.Definitions {
		g.extend(definition, g.types[name])
	}
	if err := defaults(schema); err != nil {
		return nil, err
	}
	data, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		return nil, err
	}
	// The library writes the keywords of 2020-12; those of draft-07, which
	// every editor knows, have other names.
	data = bytes.ReplaceAll(data, []byte(`"$defs"`), []byte(`"definitions"`))
	data = bytes.ReplaceAll(data, []byte(`"#/$defs/`), []byte(`"#/definitions/`))
	return append(data, '\n'), nil
}

// comments reads the Go comments of the packages of the module.
func comments(reflector *jsonschema.Reflector) error {
	return inDirectory(root, func() error {
		return reflector.AddGoComments(module, "./pkg", jsonschema.WithFullComment())
	})
}

func inDirectory(directory string, f func() error) error {
	before, err := os.Getwd()
	if err != nil {
		return err
	}
	if err := os.Chdir(directory); err != nil {
		return err
	}
	defer func() { _ = os.Chdir(before) }()
	return f()
}

// scalars are types that are written as one text or number.
func scalars(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[resource.Quantity]():
		return &jsonschema.Schema{OneOf: []*jsonschema.Schema{{Type: "string"}, {Type: "number"}}}
	case reflect.TypeFor[intstr.IntOrString]():
		return &jsonschema.Schema{OneOf: []*jsonschema.Schema{{Type: "string"}, {Type: "integer"}}}
	case reflect.TypeFor[metav1.Time](), reflect.TypeFor[metav1.Duration]():
		return &jsonschema.Schema{Type: "string"}
	case reflect.TypeFor[map[string]string]():
		// Numbers and booleans are taken as their text.
		return &jsonschema.Schema{Type: "object", AdditionalProperties: &jsonschema.Schema{OneOf: []*jsonschema.Schema{
			{Type: "string"}, {Type: "number"}, {Type: "boolean"}, {Type: "null"},
		}}}
	}
	return nil
}

// generator names the definitions and remembers the type of each.
type generator struct {
	types map[string]reflect.Type
}

func (g *generator) name(t reflect.Type) string {
	name := schemas.Name(t)
	if name != "" {
		g.types[name] = t
	}
	return name
}

// extend adds what struct tags and methods say: enums, a scalar form, and
// environments and clusters, which have partial specs.
func (g *generator) extend(definition *jsonschema.Schema, t reflect.Type) {
	if t == nil || t.Kind() != reflect.Struct {
		return
	}
	g.enums(definition, t)
	oneLine(definition)
	if t == reflect.TypeFor[stack.Stack]() {
		environments, _ := definition.Properties.Get("environments")
		environments.AdditionalProperties = &jsonschema.Schema{Ref: "#/$defs/Spec"}
		definition.Required = []string{"apiVersion", "kind", "metadata"}
	}
	if t == reflect.TypeFor[stack.Cluster]() {
		spec, _ := definition.Properties.Get("spec")
		definition.Properties.Set("spec", &jsonschema.Schema{Ref: "#/$defs/Spec", Description: spec.Description})
		definition.Required = []string{"name"}
	}
	if !strings.HasPrefix(t.PkgPath(), module) {
		definition.Description = ""
		return
	}
	if _, scalar := reflect.TypeAssert[interface{ UnmarshalScalar(string) error }](reflect.New(t)); scalar {
		object := *definition
		*definition = jsonschema.Schema{
			Description: object.Description,
			OneOf:       []*jsonschema.Schema{{Type: "string"}, &object},
		}
		object.Description = ""
		if t == reflect.TypeFor[component.Image]() {
			definition.OneOf[0].Description = "A reference such as docker.io/library/redis:7.2.11."
		}
	}
}

// oneLine joins the lines of comments: editors wrap text themselves.
func oneLine(definition *jsonschema.Schema) {
	definition.Description = strings.ReplaceAll(definition.Description, "\n", " ")
	for property := definition.Properties.Oldest(); property != nil; property = property.Next() {
		property.Value.Description = strings.ReplaceAll(property.Value.Description, "\n", " ")
	}
}

func (g *generator) enums(definition *jsonschema.Schema, t reflect.Type) {
	for field := range t.Fields() {
		if field.Anonymous && field.Type.Kind() == reflect.Struct {
			g.enums(definition, field.Type)
			continue
		}
		values := strings.Split(field.Tag.Get("enum"), ",")
		if choice, found := strings.CutPrefix(field.Tag.Get("chart"), "choice="); found {
			values = strings.Split(choice, "|")
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		property, found := definition.Properties.Get(name)
		if !found || values[0] == "" {
			continue
		}
		property.Enum = nil
		for _, value := range values {
			property.Enum = append(property.Enum, value)
		}
	}
}

// defaults writes the defaults of the stack beside the properties.
func defaults(schema *jsonschema.Schema) error {
	data, err := json.Marshal(stack.New(""))
	if err != nil {
		return err
	}
	var values map[string]any
	if err := json.Unmarshal(data, &values); err != nil {
		return err
	}
	spec, _ := values["spec"].(map[string]any)
	text, err := json.Marshal(schema)
	if err != nil {
		return err
	}
	setDefaults(schema, schema.Definitions["Spec"], spec, string(text))
	return nil
}

// setDefaults goes down the definitions that are the only use of their type,
// because a default belongs to a place, not to a type. The text is the whole
// schema.
func setDefaults(schema, definition *jsonschema.Schema, values map[string]any, text string) {
	if definition == nil || definition.Properties == nil {
		return
	}
	for name, value := range values {
		property, found := definition.Properties.Get(name)
		if !found {
			continue
		}
		if nested, isMap := value.(map[string]any); isMap {
			if strings.Count(text, fmt.Sprintf(`"$ref":%q`, property.Ref)) == 1 {
				setDefaults(schema, schema.Definitions[strings.TrimPrefix(property.Ref, "#/$defs/")], nested, text)
			}
			continue
		}
		// A zero is a blank that Complete fills.
		if value != nil && value != "" && value != float64(0) && property.Ref == "" {
			property.Default = value
		}
	}
}
