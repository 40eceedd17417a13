package krm

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/flinkgen/flinkgen/pkg/source"
)

// The type of a list.
const (
	listAPIVersion = "config.kubernetes.io/v1"
	listKind       = "ResourceList"
)

// MaxSize of a list in bytes.
const MaxSize = 256 << 20

// stdin is what errors call the list.
const stdin = "<stdin>"

// list is a ResourceList. What it has beside these fields stays as it is.
type list struct {
	root *yaml.Node
	// items is the list of objects, config the functionConfig or nil.
	items, config *yaml.Node
}

// read reads a list and refuses everything else.
func read(in io.Reader) (*list, error) {
	data, err := io.ReadAll(io.LimitReader(in, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("cannot read the ResourceList: %w", err)
	}
	if len(data) > MaxSize {
		return nil, mistake(nil, "", fmt.Sprintf("the input has more than %d bytes (256 MiB)", MaxSize), "")
	}
	root, err := parse(data)
	if err != nil {
		return nil, err
	}
	const cure = "standard input takes a ResourceList of " + listAPIVersion + ", which kustomize and kpt write for a function; see flinkgen krm --help"
	switch {
	case root == nil:
		return nil, mistake(nil, "", "the input is empty", cure)
	case root.Kind != yaml.MappingNode || text(root, "kind") != listKind:
		return nil, mistake(root, "", "the input is no ResourceList", cure)
	case text(root, "apiVersion") != listAPIVersion:
		return nil, mistake(field(root, "apiVersion"), "apiVersion", fmt.Sprintf("%q is not a version of ResourceList that flinkgen knows", text(root, "apiVersion")), "write "+listAPIVersion+", with an orchestrator that knows it")
	}
	if err := plain(root); err != nil {
		return nil, err
	}
	l := &list{root: root, config: field(root, "functionConfig")}
	if l.items, err = l.list("items"); err != nil {
		return nil, err
	}
	if _, err := l.list("results"); err != nil {
		return nil, err
	}
	for i, item := range l.items.Content {
		if item.Kind != yaml.MappingNode || text(item, "kind") == "" {
			return nil, mistake(item, fmt.Sprintf("items[%d]", i), "this is no object", "every item needs apiVersion, kind and metadata")
		}
	}
	if null(l.config) {
		l.config = nil
	}
	return l, nil
}

// parse gives the only document, or nil.
func parse(data []byte) (root *yaml.Node, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = mistake(nil, "", fmt.Sprintf("not YAML: %v", problem), "")
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	for {
		var document yaml.Node
		switch err := decoder.Decode(&document); {
		case errors.Is(err, io.EOF):
			return root, nil
		case err != nil:
			return nil, fmt.Errorf("%s: not YAML: %s", stdin, strings.TrimPrefix(err.Error(), "yaml: "))
		case null(document.Content[0]):
		case root != nil:
			return nil, mistake(document.Content[0], "", "a second document begins here", "a ResourceList is one document")
		default:
			root = document.Content[0]
		}
	}
}

// plain refuses aliases, which items that are taken apart would lose, and
// fields of the list that are there twice.
func plain(root *yaml.Node) error {
	var refused error
	walk(root, func(node *yaml.Node) {
		if node.Kind == yaml.AliasNode && refused == nil {
			refused = mistake(node, "", fmt.Sprintf("*%s is an alias", node.Value), "write the value out")
		}
	})
	if refused != nil {
		return refused
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key := root.Content[i]
		if seen[key.Value] {
			return mistake(key, key.Value, "the field is there twice", "keep one")
		}
		seen[key.Value] = true
	}
	return nil
}

// list is a field that has to be a list; the empty one where it is missing.
func (l *list) list(name string) (*yaml.Node, error) {
	node := field(l.root, name)
	switch {
	case null(node):
		return &yaml.Node{Kind: yaml.SequenceNode}, nil
	case node.Kind != yaml.SequenceNode:
		return nil, mistake(node, name, "this is no list", "")
	}
	return node, nil
}

func (l *list) write(out io.Writer) error {
	l.items.Style &^= yaml.FlowStyle
	set(l.root, "items", l.items)
	data, err := encode(l.root)
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	return err
}

// mistake is an error at a node of the list.
func mistake(at *yaml.Node, path, message, hint string) error {
	e := source.Error{File: stdin, Line: 1, Column: 1, Path: path, Message: message, Hint: hint}
	if at != nil {
		e.Line, e.Column = at.Line, at.Column
	}
	return source.Errors{e}
}
