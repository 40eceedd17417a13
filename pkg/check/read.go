package check

import (
	"errors"
	"fmt"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/source"
)

// Read reads a stream of YAML or JSON documents. Lists are taken apart. The
// findings are about documents that cannot be judged: keys that are there twice,
// or no apiVersion and kind. The error is about text that is not YAML.
func Read(name string, data []byte) ([]*Object, []finding.Finding, error) {
	documents, mistakes, err := source.Manifests(name, data)
	if err != nil {
		return nil, nil, err
	}
	var findings []finding.Finding
	for _, mistake := range mistakes {
		findings = append(findings, finding.Finding{
			ID: ruleSchema, Severity: finding.Error, File: name, Line: mistake.Line, Column: mistake.Column,
			Path: mistake.Path, Message: mistake.Summary(),
		})
	}
	var objects []*Object
	for _, document := range documents {
		found, wrong := split(name, document)
		objects, findings = append(objects, found...), append(findings, wrong...)
	}
	return objects, findings, nil
}

// ReadAt reads an object that comes from a line of a file, but not as it is
// written there: each finding is at that line.
func ReadAt(data []byte, file string, line int) ([]*Object, []finding.Finding, error) {
	objects, findings, err := Read(file, data)
	if wrong, ok := errors.AsType[source.Errors](err); ok && len(wrong) > 0 {
		return nil, nil, fmt.Errorf("the object on line %d: %s", line, wrong[0].Summary())
	}
	for _, o := range objects {
		o.Place(file, line)
	}
	for i := range findings {
		findings[i].Line, findings[i].Column = line, 0
	}
	return objects, findings, err
}

// kustomizeGroup is the group of kustomization.yaml.
const kustomizeGroup = "kustomize.config.k8s.io"

// split gives the object of a document, or the objects of a list.
func split(file string, node *source.Node) ([]*Object, []finding.Finding) {
	refuse := func(message string) []finding.Finding {
		return []finding.Finding{{ID: ruleSchema, Severity: finding.Error, File: file, Line: node.Line, Column: node.Column, Message: message}}
	}
	if node.Kind != source.Map {
		return nil, refuse("no object begins here: write apiVersion, kind and metadata")
	}
	o := newObject(file, node)
	if o.Kind == "" || o.APIVersion == "" {
		return nil, refuse("apiVersion or kind is missing: every object needs both")
	}
	if o.group() == kustomizeGroup {
		return nil, nil // for kustomize, not for a cluster
	}
	items := node.Get("items")
	if !strings.HasSuffix(o.Kind, "List") || items == nil || items.Kind != source.List {
		return []*Object{o}, nil
	}
	var objects []*Object
	var findings []finding.Finding
	for _, item := range items.Items {
		found, wrong := split(file, item)
		objects, findings = append(objects, found...), append(findings, wrong...)
	}
	return objects, findings
}

func newObject(file string, node *source.Node) *Object {
	o := &Object{File: file, Line: node.Line, node: node}
	o.APIVersion, o.Kind = text(node.Get("apiVersion")), text(node.Get("kind"))
	metadata := node.Get("metadata")
	o.Namespace, o.Name = text(metadata.Get("namespace")), text(metadata.Get("name"))
	o.labels, o.annotations = texts(metadata.Get("labels")), texts(metadata.Get("annotations"))
	o.hook = o.annotations["helm.sh/hook"] != ""
	return o
}

func text(node *source.Node) string {
	if node == nil || node.Kind != source.Scalar || node.Tag == source.Null {
		return ""
	}
	return node.Text
}

func texts(node *source.Node) map[string]string {
	if node == nil || node.Kind != source.Map {
		return nil
	}
	found := map[string]string{}
	for _, entry := range node.Entries {
		found[entry.Key] = text(entry.Value)
	}
	return found
}

func groupOf(apiVersion string) string {
	group, _, found := strings.Cut(apiVersion, "/")
	if !found {
		return ""
	}
	return group
}
