package files

import (
	"encoding/json"
	"maps"
	"reflect"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/schemas"
)

// definitionPrefix starts a reference to a definition.
const definitionPrefix = "#/definitions/"

// apiTypes gives the schemas of types of the Kubernetes API, from those in the
// schema of the stack file. A type that no part of a stack has may be anything
// of its kind.
type apiTypes struct {
	definitions object
}

func (a *apiTypes) load() error {
	var stack struct {
		Definitions object `json:"definitions"`
	}
	if err := json.Unmarshal(schemas.Stack(), &stack); err != nil {
		return err
	}
	for _, definition := range stack.Definitions {
		tighten(definition)
	}
	a.definitions = stack.Definitions
	return nil
}

// schema of a type; it belongs to the caller.
func (a *apiTypes) schema(of reflect.Type) object {
	switch of {
	case reflect.TypeFor[resource.Quantity]():
		return object{"type": []any{"string", "number"}, "pattern": quantityPattern}
	case reflect.TypeFor[intstr.IntOrString]():
		return object{"type": []any{"integer", "string"}}
	}
	switch of.Kind() {
	case reflect.Pointer:
		return a.schema(of.Elem())
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int, reflect.Int32, reflect.Int64:
		return object{"type": "integer"}
	case reflect.Float32, reflect.Float64:
		return object{"type": "number"}
	case reflect.Slice:
		return object{"type": "array", "items": a.reference(of.Elem())}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": a.reference(of.Elem())}
	case reflect.Struct:
		if definition, ok := a.definitions[schemas.Name(of)].(object); ok {
			return maps.Clone(definition)
		}
		return object{"type": "object"}
	default:
		return object{}
	}
}

// reference names the definition of a struct instead of repeating it.
func (a *apiTypes) reference(of reflect.Type) object {
	if name := schemas.Name(of); of.Kind() == reflect.Struct && a.definitions[name] != nil {
		return object{"$ref": definitionPrefix + name}
	}
	return a.schema(of)
}

// used gives the definitions that a schema refers to, and they to others.
func (a *apiTypes) used(schema any) object {
	all := object{}
	var visit func(any)
	visit = func(node any) {
		switch node := node.(type) {
		case []any:
			for _, one := range node {
				visit(one)
			}
		case object:
			for _, one := range node {
				visit(one)
			}
			reference, _ := node["$ref"].(string)
			name, ok := strings.CutPrefix(reference, definitionPrefix)
			if ok && all[name] == nil {
				all[name] = a.definitions[name]
				visit(all[name])
			}
		}
	}
	visit(schema)
	return all
}

// tighten writes the alternatives of simple types as a list of types, about
// which Helm's messages are plain, and takes texts only where the stack file
// also takes a number for its text: a template writes a number as it is.
func tighten(node any) {
	switch node := node.(type) {
	case []any:
		for _, one := range node {
			tighten(one)
		}
	case object:
		if types := simple(node["oneOf"]); types != nil {
			delete(node, "oneOf")
			if len(types) > 2 {
				types = []any{"string", "null"}
			}
			node["type"] = types
		}
		for _, one := range node {
			tighten(one)
		}
	}
}

// simple lists the types of alternatives that say nothing else.
func simple(alternatives any) []any {
	list, _ := alternatives.([]any)
	var types []any
	for _, one := range list {
		schema, _ := one.(object)
		if len(schema) != 1 || schema["type"] == nil {
			return nil
		}
		types = append(types, schema["type"])
	}
	return types
}
