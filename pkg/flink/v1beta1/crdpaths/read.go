package crdpaths

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

type definition struct {
	Spec struct {
		Group string `yaml:"group"`
		Names struct {
			Kind       string   `yaml:"kind"`
			Plural     string   `yaml:"plural"`
			Singular   string   `yaml:"singular"`
			ShortNames []string `yaml:"shortNames"`
		} `yaml:"names"`
		Scope    string    `yaml:"scope"`
		Versions []version `yaml:"versions"`
	} `yaml:"spec"`
}

type version struct {
	Name    string `yaml:"name"`
	Served  bool   `yaml:"served"`
	Storage bool   `yaml:"storage"`
	Columns []struct {
		Name     string `yaml:"name"`
		JSONPath string `yaml:"jsonPath"`
		Type     string `yaml:"type"`
		Priority int    `yaml:"priority"`
	} `yaml:"additionalPrinterColumns"`
	Subresources struct {
		Status map[string]any    `yaml:"status"`
		Scale  map[string]string `yaml:"scale"`
	} `yaml:"subresources"`
	Schema struct {
		OpenAPI map[string]any `yaml:"openAPIV3Schema"`
	} `yaml:"schema"`
}

// Read lists a CustomResourceDefinition that has one version. The node is
// named after the kind. Children that start with "#" are about the resource as
// a whole: names, version, printer columns, subresources.
func Read(data []byte) (*Node, error) {
	var crd definition
	if err := yaml.Unmarshal(data, &crd); err != nil {
		return nil, err
	}
	names := crd.Spec.Names
	if len(crd.Spec.Versions) != 1 {
		return nil, fmt.Errorf("%s: want one version, have %d", names.Plural, len(crd.Spec.Versions))
	}
	v := crd.Spec.Versions[0]
	root, err := property(names.Kind, v.Schema.OpenAPI)
	if err != nil {
		return nil, err
	}
	about := []*Node{
		{Name: "#names", Facts: fmt.Sprintf("%s.%s singular=%s shortNames=%s scope=%s",
			names.Plural, crd.Spec.Group, names.Singular, strings.Join(names.ShortNames, ","), crd.Spec.Scope)},
		{Name: "#version", Facts: fmt.Sprintf("%s served=%t storage=%t", v.Name, v.Served, v.Storage)},
	}
	for i, column := range v.Columns {
		about = append(about, &Node{
			Name:  fmt.Sprintf("#column%d", i),
			Facts: fmt.Sprintf("%q %s %s priority=%d", column.Name, column.Type, column.JSONPath, column.Priority),
		})
	}
	if v.Subresources.Status != nil {
		about = append(about, &Node{Name: "#status", Facts: "subresource"})
	}
	for _, key := range slices.Sorted(maps.Keys(v.Subresources.Scale)) {
		about = append(about, &Node{Name: "#scale", Facts: key + "=" + v.Subresources.Scale[key]})
	}
	root.Children = slices.Concat(about, root.Children)
	return root, nil
}

// property reads one schema.
func property(name string, schema map[string]any) (*Node, error) {
	if inner, ok := schema["items"].(map[string]any); ok {
		return container(name+"[]", "array", "items", schema, inner)
	}
	if inner, ok := schema["additionalProperties"].(map[string]any); ok {
		return container(name+"{}", "object", "additionalProperties", schema, inner)
	}
	facts, err := factsOf(schema)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	node := &Node{Name: name, Facts: facts}
	properties, _ := schema["properties"].(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(properties)) {
		inner, ok := properties[key].(map[string]any)
		if !ok {
			return nil, fmt.Errorf("%s.%s: the schema is not a map", name, key)
		}
		child, err := property(key, inner)
		if err != nil {
			return nil, fmt.Errorf("%s.%w", name, err)
		}
		node.Children = append(node.Children, child)
	}
	return node, nil
}

// container makes one node of a list or map and what is in it. Constraints of
// the list or map itself stand behind "in".
func container(name, usualType, key string, schema, inner map[string]any) (*Node, error) {
	node, err := property(name, inner)
	if err != nil {
		return nil, err
	}
	outer := maps.Clone(schema)
	delete(outer, key)
	if outer["type"] == usualType {
		delete(outer, "type")
	}
	facts, err := factsOf(outer)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if facts != "" {
		node.Facts += " in " + facts
	}
	return node, nil
}

func factsOf(schema map[string]any) (string, error) {
	var facts []string
	if kind, ok := schema["type"].(string); ok {
		facts = append(facts, kind)
	}
	for _, key := range slices.Sorted(maps.Keys(schema)) {
		switch key {
		case "type", "description", "properties":
			continue
		}
		value, err := json.Marshal(schema[key])
		if err != nil {
			return "", err
		}
		facts = append(facts, fact(key, string(value)))
	}
	return strings.Join(facts, " "), nil
}

// fact gives the common constraints a short form and every other as it is.
func fact(key, value string) string {
	switch key + "=" + value {
	case `anyOf=[{"type":"integer"},{"type":"string"}]`:
		return "anyOf=integer|string"
	case "x-kubernetes-int-or-string=true":
		return "int-or-string"
	case "x-kubernetes-preserve-unknown-fields=true":
		return "preserve"
	}
	if key == "enum" {
		values := strings.Split(strings.NewReplacer(`"`, "", "[", "", "]", "").Replace(value), ",")
		slices.Sort(values) // The order of the values means nothing.
		return "enum=" + strings.Join(values, ",")
	}
	return key + "=" + value
}
