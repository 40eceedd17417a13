package krm

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/manifests"
	"github.com/flinkgen/flinkgen/pkg/source"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// StackGenerator is a functionConfig that adds the objects of a stack.
type StackGenerator struct {
	APIVersion string             `json:"apiVersion"`
	Kind       string             `json:"kind"`
	Metadata   Metadata           `json:"metadata"`
	Spec       StackGeneratorSpec `json:"spec"`
}

// StackGeneratorSpec says what is rendered, in the words of flinkgen render.
type StackGeneratorSpec struct {
	// Stack is the whole stack file.
	Stack map[string]any `json:"stack"`
	// Environment of the stack; empty for none.
	Environment string `json:"environment,omitempty"`
	// Cluster of the stack's fleet; empty for none.
	Cluster string `json:"cluster,omitempty"`
	// Components to render, such as redis; all where there are none.
	Components []string `json:"components,omitempty"`
	// Set are values to set, such as redis.replicas=5.
	Set []string `json:"set,omitempty"`
}

// generator adds the objects of a stack.
type generator struct {
	StackGeneratorSpec
	document stack.Document
	// inside is where the stack is in the functionConfig; empty where it is all of it.
	inside string
}

func newGenerator(c config) (function, error) {
	var g StackGenerator
	if err := source.Decode(c.Node, &g).Err(); err != nil {
		return nil, err
	}
	node := c.Get("spec").Get("stack")
	if node == nil || len(node.Entries) == 0 {
		return nil, source.Errors{c.Find("spec.stack").Mistake("spec.stack", "there is no stack", "write the stack file there, indented; a functionConfig can also be the stack file itself")}
	}
	return generator{g.Spec, stack.Document{Name: configName, Node: node}, "spec.stack"}, nil
}

// apply adds the objects behind the items. An object that flinkgen has made
// before takes the place of that one, so that a second run changes nothing.
func (g generator) apply(l *list) error {
	objects, err := g.render()
	if err != nil {
		return g.locate(err)
	}
	there := map[identity]int{}
	for i, item := range l.items.Content {
		there[identify(item)] = i
	}
	items := slices.Clone(l.items.Content)
	var refused source.Errors
	for _, object := range objects {
		i, found := there[identify(object)]
		switch {
		case !found:
			items = append(items, object)
		case generated(items[i]):
			keepAnnotations(items[i], object)
			items[i] = object
		default:
			at := l.items.Content[i]
			refused = append(refused, source.Error{
				File: stdin, Line: at.Line, Column: at.Column, Path: fmt.Sprintf("items[%d]", i),
				Message: fmt.Sprintf("%s is there already, and flinkgen has not made it", identify(object)),
				Hint:    "take it out, or choose other components of the stack",
			})
		}
	}
	if err := refused.Err(); err != nil {
		return err
	}
	l.items.Content = items
	return nil
}

// render gives the objects as flinkgen render writes them.
func (g generator) render() ([]*yaml.Node, error) {
	s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{g.document}, Environment: g.Environment, Cluster: g.Cluster, Set: g.Set})
	if err != nil {
		return nil, err
	}
	if len(s.Clusters) > 0 {
		return nil, errors.New("the stack has clusters, and each has objects of its own: name one in spec.cluster of a " + KindStackGenerator)
	}
	if err := stack.Complete(s); err != nil {
		return nil, err
	}
	b, err := stack.Build(s)
	if err != nil {
		return nil, err
	}
	if len(g.Components) > 0 {
		if b, err = b.Select(g.Components...); err != nil {
			return nil, fmt.Errorf("spec.components: %w", err)
		}
	}
	var stream bytes.Buffer
	if err := manifests.Stream(&stream, b); err != nil {
		return nil, err
	}
	return documents(&stream)
}

// documents are the objects of a stream.
func documents(stream io.Reader) ([]*yaml.Node, error) {
	decoder := yaml.NewDecoder(stream)
	var all []*yaml.Node
	for {
		var document yaml.Node
		switch err := decoder.Decode(&document); {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, err
		}
		all = append(all, document.Content[0])
	}
}

// locate says where in the functionConfig the stack of an error is.
func (g generator) locate(err error) error {
	mistakes, ok := errors.AsType[source.Errors](err)
	if !ok || g.inside == "" {
		return err
	}
	located := make(source.Errors, len(mistakes))
	for i, m := range mistakes {
		if m.File == "--set" {
			m.File = configName + " spec.set"
		} else {
			m.Path = strings.TrimSuffix(g.inside+"."+m.Path, ".")
		}
		located[i] = m
	}
	return located
}

// identity says which object a node is.
type identity struct{ group, kind, namespace, name string }

func identify(node *yaml.Node) identity {
	metadata := field(node, "metadata")
	group, _, _ := strings.Cut(text(node, "apiVersion"), "/")
	if !strings.Contains(text(node, "apiVersion"), "/") {
		group = ""
	}
	return identity{group, text(node, "kind"), text(metadata, "namespace"), text(metadata, "name")}
}

func (id identity) String() string {
	if id.namespace == "" {
		return id.kind + " " + id.name
	}
	return id.kind + " " + id.namespace + "/" + id.name
}

// generated says whether flinkgen has made an object: its label says so.
// Definitions have no label, and there can be one of each only.
func generated(node *yaml.Node) bool {
	return text(node, "kind") == "CustomResourceDefinition" ||
		text(field(field(node, "metadata"), "labels"), component.LabelManagedBy) == component.ManagedBy
}
