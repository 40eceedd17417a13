package postrender

import (
	"fmt"

	"go.yaml.in/yaml/v3"
)

// identify finds out which object a document holds. The header is nil for a
// document that holds none. The node is there if the document had to be parsed.
func identify(d document, body []byte) (*header, *yaml.Node, error) {
	if h, sure := scan(body); sure {
		return h, nil, nil
	}
	node, err := parse(body)
	if err != nil {
		return nil, nil, fmt.Errorf("line %d: it is not clear which object begins here: %w", d.line, err)
	}
	if node == nil || node.Kind != yaml.MappingNode || textOf(node, "kind") == "" {
		return nil, nil, nil
	}
	h := headerOf(node)
	h.body = body
	return h, node, nil
}

func headerOf(node *yaml.Node) *header {
	h := &header{Identity: Identity{APIVersion: textOf(node, "apiVersion"), Kind: textOf(node, "kind")}}
	h.list = listed(node) != nil
	h.read(node)
	return h
}

// listed is the sequence of the objects in a list of objects, or nil.
func listed(node *yaml.Node) *yaml.Node {
	if !isList(textOf(node, "kind")) {
		return nil
	}
	if list := lookup(node, "items"); list != nil && list.Kind == yaml.SequenceNode {
		return list
	}
	return nil
}

// headers shows the header of every object of a document.
func headers(d document, show func(*header)) error {
	p := cut(d.raw)
	if len(p.body) == 0 {
		return nil
	}
	h, node, err := identify(d, p.body)
	if err != nil || h == nil {
		return err
	}
	if !h.list {
		show(h)
		return nil
	}
	if node == nil {
		if node, err = parse(p.body); err != nil {
			return fmt.Errorf("line %d: %w", d.line, err)
		}
	}
	showItems(node, show)
	return nil
}

func showItems(node *yaml.Node, show func(*header)) {
	list := listed(node)
	if list == nil {
		show(headerOf(node))
		return
	}
	for _, item := range list.Content {
		showItems(item, show)
	}
}
