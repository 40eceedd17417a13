package crdpaths

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// smallest is the number of children from which a list of children that comes
// twice is written once under a name.
const smallest = 3

// Fold writes nodes as text: one line each, indented by one space per level.
// Lists of children that come more than once are written once, as
// "define NAME", and referred to as "= NAME".
func Fold(nodes []*Node) []byte {
	f := folder{uses: map[string]int{}, names: map[string]string{}, taken: map[string]bool{}}
	for _, node := range nodes {
		f.count(node)
	}
	var body bytes.Buffer
	for _, node := range nodes {
		f.write(&body, node, 0)
	}
	return append(f.defined.Bytes(), body.Bytes()...)
}

type folder struct {
	uses    map[string]int    // by content: how often the children come
	names   map[string]string // by content: the name that they are defined under
	taken   map[string]bool
	defined bytes.Buffer
}

// count looks into equal children once only, so that what is inside them
// counts as one use.
func (f *folder) count(node *Node) {
	key := content(node)
	f.uses[key]++
	if len(node.Children) > 0 && f.uses[key] > 1 {
		return
	}
	for _, child := range node.Children {
		f.count(child)
	}
}

func (f *folder) write(out *bytes.Buffer, node *Node, level int) {
	line := strings.Repeat(" ", level) + node.Name + " " + node.Facts
	if f.shared(node) {
		fmt.Fprintf(out, "%s = %s\n", line, f.define(node))
		return
	}
	out.WriteString(line + "\n")
	for _, child := range node.Children {
		f.write(out, child, level+1)
	}
}

func (f *folder) shared(node *Node) bool {
	return len(node.Children) >= smallest && f.uses[content(node)] > 1
}

// define writes the children of a node under a name, before the first use.
func (f *folder) define(node *Node) string {
	key := content(node)
	if name, done := f.names[key]; done {
		return name
	}
	name := f.freeName(strings.TrimRight(node.Name, "[]{}"))
	f.names[key] = name
	var body bytes.Buffer
	for _, child := range node.Children {
		f.write(&body, child, 1)
	}
	f.defined.WriteString("define " + name + "\n")
	f.defined.Write(body.Bytes())
	return name
}

func (f *folder) freeName(base string) string {
	name := base
	for i := 2; f.taken[name]; i++ {
		name = fmt.Sprintf("%s-%d", base, i)
	}
	f.taken[name] = true
	return name
}

// content is the text of everything below a node.
func content(node *Node) string {
	var text strings.Builder
	for _, child := range node.Children {
		text.WriteString(strings.Join(child.Lines(), "\n") + "\n")
	}
	return text.String()
}

// Unfold reads what Fold has written.
func Unfold(data []byte) ([]*Node, error) {
	u := unfolder{defined: map[string][]*Node{}}
	for number, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		if err := u.add(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", number+1, err)
		}
	}
	u.close(0)
	return u.nodes, nil
}

type unfolder struct {
	nodes   []*Node
	defined map[string][]*Node
	open    []*Node // the node of each level that lines can be added to
	name    string  // of the open definition, if any
}

func (u *unfolder) add(line string) error {
	text := strings.TrimLeft(line, " ")
	level := len(line) - len(text)
	if level > len(u.open) {
		return fmt.Errorf("%q is indented too far", text)
	}
	u.close(level)
	name, facts, _ := strings.Cut(text, " ")
	node := &Node{Name: name, Facts: facts}
	if before, reference, found := strings.Cut(facts, " = "); found {
		children, known := u.defined[reference]
		if !known {
			return fmt.Errorf("%q is not defined above", reference)
		}
		node.Facts, node.Children = before, slices.Clone(children)
	}
	switch {
	case level > 0:
		parent := u.open[level-1]
		parent.Children = append(parent.Children, node)
	case name == "define":
		u.name = facts
	default:
		u.nodes = append(u.nodes, node)
	}
	u.open = append(u.open, node)
	return nil
}

// close ends all nodes from a level on.
func (u *unfolder) close(level int) {
	if level == 0 && u.name != "" {
		u.defined[u.name] = u.open[0].Children
		u.name = ""
	}
	u.open = u.open[:level]
}
