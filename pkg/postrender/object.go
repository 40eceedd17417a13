package postrender

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/resource"
	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
)

// Limits of what is read.
const (
	// MaxDocument is the size in bytes of the largest document that passes.
	MaxDocument = 16 << 20
	// MaxParsed is the size in bytes of the largest document that is parsed.
	// An API server takes requests of 3 MiB.
	MaxParsed = 4 << 20
	// MaxDepth of nesting in a document that is parsed.
	MaxDepth = 200
	// MaxNodes that aliases may make of a document: more is refused when it is
	// also more than ten times what the document itself holds.
	MaxNodes = 100_000
)

// object is one object on its way through the steps.
type object struct {
	resource *resource.Resource
	header   *header
	changed  bool
}

func newObject(node *yaml.Node) *object {
	o := &object{resource: &resource.Resource{RNode: *kyaml.NewRNode(node)}}
	o.header = describe(o.resource)
	return o
}

// deleted says whether a patch has deleted the object.
func (o *object) deleted() bool { return o.resource.IsNilOrEmpty() }

// touched notes that the object has changed.
func (o *object) touched() {
	o.changed = true
	if !o.deleted() {
		o.header = describe(o.resource)
	}
}

// parse reads the text of a document without aliases. It gives nil for one that
// is empty.
func parse(body []byte) (node *yaml.Node, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("not YAML: %v", problem)
		}
	}()
	if len(body) > MaxParsed {
		return nil, fmt.Errorf("the document has %d bytes; at most %d (4 MiB) are changed: an API server takes 3 MiB", len(body), MaxParsed)
	}
	if !utf8.Valid(body) {
		return nil, errors.New("the text is not UTF-8, so it cannot be changed: save the file of the chart as UTF-8")
	}
	decoder := yaml.NewDecoder(bytes.NewReader(body))
	var document yaml.Node
	if err := decoder.Decode(&document); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		return nil, fmt.Errorf("not YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, errors.New("not one YAML document")
	}
	root := document.Content[0]
	m := measured{anchors: map[*yaml.Node]extent{}, limit: max(MaxNodes, 10*count(root))}
	if _, err := m.extent(root, 1); err != nil {
		return nil, err
	}
	wrapped := kyaml.NewRNode(root)
	if err := wrapped.DeAnchor(); err != nil {
		return nil, fmt.Errorf("aliases: %w", err)
	}
	return wrapped.YNode(), nil
}

func count(node *yaml.Node) int {
	total := 1
	for _, child := range node.Content {
		total += count(child)
	}
	return total
}

// measured counts what a document holds when its aliases are replaced by what
// they stand for.
type measured struct {
	anchors map[*yaml.Node]extent // the zero extent while it is being counted
	limit   int
}

// extent is how many values a node holds and how deep they nest.
type extent struct{ size, height int }

func (m *measured) extent(node *yaml.Node, depth int) (extent, error) {
	if node.Kind == yaml.AliasNode {
		found, known := m.anchors[node.Alias]
		switch {
		case !known || found.size == 0:
			return extent{}, fmt.Errorf("the alias *%s is inside its own anchor", node.Value)
		case depth+found.height > MaxDepth:
			return extent{}, errDepth
		}
		return found, nil
	}
	if depth > MaxDepth {
		return extent{}, errDepth
	}
	if node.Anchor != "" {
		m.anchors[node] = extent{}
	}
	total := extent{1, 1}
	for _, child := range node.Content {
		found, err := m.extent(child, depth+1)
		if err != nil {
			return extent{}, err
		}
		total = extent{total.size + found.size, max(total.height, found.height+1)}
		if total.size > m.limit {
			return extent{}, fmt.Errorf("aliases make more than %d values of this document", m.limit)
		}
	}
	if node.Anchor != "" {
		m.anchors[node] = total
	}
	return total, nil
}

var errDepth = fmt.Errorf("nested deeper than %d levels", MaxDepth)

// text writes an object as YAML, in the order and with the comments that it had.
func text(node *yaml.Node) (data []byte, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("cannot be written: %v", problem)
		}
	}()
	written, err := kyaml.String(node)
	return []byte(written), err
}
