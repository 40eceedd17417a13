package source

// Kind says what a node is.
type Kind uint8

// The kinds of nodes.
const (
	Scalar Kind = iota
	Map
	List
)

// Node is a value of a file. Nodes are never changed after they are made, so
// they may be shared: an alias is the node of its anchor.
type Node struct {
	Position
	Kind Kind
	// Tag is the type of a scalar.
	Tag Tag
	// Text of a scalar: without its quotes, otherwise as it was written.
	Text string
	// Entries of a map, in the order of the file.
	Entries []Entry
	// Items of a list.
	Items []*Node

	// patches says that the only item of a list from ParseSet is meant for one
	// item of the list that it is merged over.
	patches *step
	// holdsPatch says that there is such a list inside a map.
	holdsPatch bool
	// problem is a mistake that a merge found; decoding reports it.
	problem, hint string
	// below is a scalar over which a map was merged, for types that are written as both.
	below *Node
}

// Entry is a key of a map, with its own position, and its value.
type Entry struct {
	Position
	Key   string
	Value *Node
}

// Get is the value of a key, or nil.
func (n *Node) Get(key string) *Node {
	if entry := n.entry(key); entry != nil {
		return entry.Value
	}
	return nil
}

func (n *Node) entry(key string) *Entry {
	if n == nil {
		return nil
	}
	for i := range n.Entries {
		if n.Entries[i].Key == key {
			return &n.Entries[i]
		}
	}
	return nil
}

func (n *Node) null() bool { return n.Kind == Scalar && n.Tag == Null }

// Find is the node of a field path such as spec.jobs[2].parallelism, or the
// nearest one above it that the file has. A map or list is found at its key
// rather than at its first entry, which may be on the next line. Keys with
// dots are written as in errors: labels["app.kubernetes.io/name"].
func (n *Node) Find(path string) *Node {
	steps, _, _ := parsePath(path)
	for _, s := range steps {
		if n == nil {
			return nil
		}
		next, at := n.follow(s)
		if next == nil {
			break
		}
		if next.Kind != Scalar && at.File != nil {
			moved := *next
			moved.Position = at
			next = &moved
		}
		n = next
	}
	return n
}

// follow is the node one step further, and the position of its key.
func (n *Node) follow(s step) (*Node, Position) {
	switch {
	case s.kind == byKey:
		if entry := n.entry(s.key); entry != nil {
			return entry.Value, entry.Position
		}
	case n.Kind != List:
	case s.kind == byIndex && s.index < len(n.Items):
		return n.Items[s.index], Position{}
	case s.kind == byMatch:
		if i := indexOf(n.Items, s.key, s.value); i >= 0 {
			return n.Items[i], Position{}
		}
	}
	return nil, Position{}
}

// indexOf is the first item whose key has a value, or -1.
func indexOf(items []*Node, key, value string) int {
	for i, item := range items {
		if found := item.Get(key); found != nil && found.Kind == Scalar && !found.null() && found.Text == value {
			return i
		}
	}
	return -1
}
