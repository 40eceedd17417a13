// Package crdpaths lists what a CustomResourceDefinition holds, one line per
// property, so that two of them can be compared and one can be kept as a short
// text. It keeps every constraint of the schema and drops the descriptions.
package crdpaths

import "slices"

// Node is a property with everything below it. A list and its items are one
// node whose name ends in "[]"; a map and its values are one whose name ends
// in "{}".
type Node struct {
	Name string
	// Facts is the type and every constraint, as one line of words.
	Facts    string
	Children []*Node
}

// Lines gives the node and everything below it with full paths:
// "FlinkDeployment.spec.job.args[] string".
func (n *Node) Lines() []string {
	return n.appendLines(nil, "")
}

func (n *Node) appendLines(lines []string, prefix string) []string {
	path := prefix + n.Name
	lines = append(lines, path+" "+n.Facts)
	for _, child := range n.Children {
		lines = child.appendLines(lines, path+".")
	}
	return lines
}

// Without gives a copy that has no node of one of the names, at any depth.
func (n *Node) Without(names ...string) *Node {
	kept := &Node{Name: n.Name, Facts: n.Facts}
	for _, child := range n.Children {
		if !slices.Contains(names, child.Name) {
			kept.Children = append(kept.Children, child.Without(names...))
		}
	}
	return kept
}
