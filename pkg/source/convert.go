package source

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// converter turns the nodes of the parser into ours: it resolves scalars,
// aliases and merge keys and checks what the parser lets through.
type converter struct {
	file *File
	errs Errors
	done map[*yaml.Node]*anchored // anchors, which aliases share
	most int                      // nodes that aliases may make
	made int                      // entries that merge keys made
	stop bool                     // the input is too large to go on
	// kubernetes says that scalars mean what Kubernetes takes them for.
	kubernetes bool
}

// anchored is the node of an anchor and what an alias to it costs.
type anchored struct {
	node   *Node
	size   int
	height int
}

func convert(file *File, document *yaml.Node) (*Node, error) {
	c := &converter{file: file, done: map[*yaml.Node]*anchored{}}
	return c.document(document)
}

func (c *converter) document(document *yaml.Node) (*Node, error) {
	c.most = max(MaxNodes, 10*count(document))
	root := c.node(document, 1)
	if len(c.errs) > 0 {
		return nil, c.errs
	}
	return root.node, nil
}

func count(node *yaml.Node) int {
	total := 1
	for _, child := range node.Content {
		total += count(child)
	}
	return total
}

func (c *converter) at(node *yaml.Node) Position { return Position{c.file, node.Line, node.Column} }

func (c *converter) fail(at Position, message, hint string) {
	c.errs = append(c.errs, at.Mistake("", message, hint))
}

// node converts a node at a depth and gives its size with all aliases in it
// expanded, and how deep it nests.
func (c *converter) node(from *yaml.Node, depth int) anchored {
	at := c.at(from)
	empty := anchored{&Node{Position: at, Tag: Null}, 1, 1}
	if c.stop {
		return empty
	}
	if depth > MaxDepth {
		c.stop = true
		c.fail(at, fmt.Sprintf("nested deeper than %d levels", MaxDepth), "")
		return empty
	}
	if from.Kind == yaml.AliasNode {
		return c.alias(from, depth)
	}
	if from.Anchor != "" {
		c.done[from] = nil // known, but not finished: an alias inside it would be endless
	}
	c.checkTag(from, at)
	result := anchored{&Node{Position: at}, 1, 1}
	switch from.Kind {
	case yaml.MappingNode:
		c.mapping(from, &result, depth)
	case yaml.SequenceNode:
		result.node.Kind = List
		result.node.Items = make([]*Node, 0, len(from.Content))
		for _, child := range from.Content {
			item := c.node(child, depth+1)
			result.node.Items = append(result.node.Items, item.node)
			result.add(item)
		}
	default:
		c.scalar(from, result.node)
	}
	if result.size > c.most && !c.stop {
		c.tooMany(at)
	}
	if from.Anchor != "" {
		c.done[from] = &result
	}
	return result
}

func (a *anchored) add(child anchored) {
	a.size += child.size
	a.height = max(a.height, child.height+1)
}

func (c *converter) tooMany(at Position) {
	c.stop = true
	c.fail(at, fmt.Sprintf("aliases make more than %d values of this file", c.most), "write fewer aliases of aliases")
}

func (c *converter) alias(from *yaml.Node, depth int) anchored {
	at := c.at(from)
	target, known := c.done[from.Alias]
	switch {
	case target == nil && known:
		c.fail(at, "the alias is inside its own anchor"+c.quote(at, " *"+from.Value), "")
	case target == nil:
		c.fail(at, "the alias has no anchor"+c.quote(at, " &"+from.Value), "")
	case depth+target.height-1 > MaxDepth:
		c.stop = true
		c.fail(at, fmt.Sprintf("nested deeper than %d levels", MaxDepth), "")
	default:
		return *target
	}
	return anchored{&Node{Position: at, Tag: Null}, 1, 1}
}

// quote is text from the file for a message, or nothing where it may be a secret.
func (c *converter) quote(at Position, text string) string {
	if at.hides() {
		return ""
	}
	return shorten(text)
}

func (c *converter) mapping(from *yaml.Node, result *anchored, depth int) {
	result.node.Kind = Map
	entries := make([]Entry, 0, len(from.Content)/2)
	seen := make(map[string]int, len(from.Content)/2)
	var merged []*yaml.Node
	for i := 0; i+1 < len(from.Content); i += 2 {
		key, value := from.Content[i], from.Content[i+1]
		at := c.at(key)
		if key.Kind == yaml.AliasNode && key.Alias != nil && key.Alias.Kind == yaml.ScalarNode {
			key = key.Alias
		}
		if key.Kind != yaml.ScalarNode {
			c.fail(at, "a key must be a word or a number, not a map or a list", "quote the key if its brackets are meant")
			continue
		}
		if key.Style == 0 && key.Value == "<<" {
			merged = append(merged, value)
			continue
		}
		c.checkTag(key, at)
		if key.Anchor != "" {
			c.node(key, depth+1) // so that aliases find it
		}
		if key.Style&^yaml.TaggedStyle == 0 && resolve(key.Value) == Null {
			c.fail(at, "the key is missing", `quote it if "" or "null" is meant`)
			continue
		}
		if first, twice := seen[key.Value]; twice {
			c.fail(at, fmt.Sprintf("the key %q is here twice; the first is at line %d, column %d", shorten(key.Value), entries[first].Line, entries[first].Column), "")
			c.node(value, depth+1) // for its own mistakes
			continue
		}
		child := c.node(value, depth+1)
		seen[key.Value] = len(entries)
		entries = append(entries, Entry{Position: at, Key: key.Value, Value: child.node})
		result.add(child)
	}
	result.node.Entries = entries
	for _, value := range merged {
		c.mergeKey(value, result, seen, depth)
	}
}

// mergeKey adds the entries of a "<<" that the map does not have itself.
func (c *converter) mergeKey(from *yaml.Node, result *anchored, seen map[string]int, depth int) {
	value := c.node(from, depth)
	maps := []*Node{value.node}
	if value.node.Kind == List {
		maps = value.node.Items
	}
	for _, one := range maps {
		if one.Kind != Map {
			c.fail(c.at(from), "<< takes an alias of a map, or a list of them", "")
			return
		}
		for _, entry := range one.Entries {
			if c.made++; c.made > c.most && !c.stop {
				c.tooMany(c.at(from))
			}
			if _, have := seen[entry.Key]; have || c.stop {
				continue
			}
			seen[entry.Key] = len(result.node.Entries)
			result.node.Entries = append(result.node.Entries, entry)
		}
	}
	result.size += value.size
	result.height = max(result.height, value.height)
}

// standardTags are the tags that the core schema has.
var standardTags = map[string]bool{"!!str": true, "!!int": true, "!!float": true, "!!bool": true, "!!null": true, "!!map": true, "!!seq": true}

func (c *converter) checkTag(from *yaml.Node, at Position) {
	if from.Style&yaml.TaggedStyle == 0 {
		return
	}
	fits := standardTags[from.Tag]
	switch from.Kind {
	case yaml.MappingNode:
		fits = from.Tag == "!!map"
	case yaml.SequenceNode:
		fits = from.Tag == "!!seq"
	case yaml.ScalarNode:
		fits = fits && from.Tag != "!!map" && from.Tag != "!!seq"
	}
	if !fits {
		c.fail(at, "the tag"+c.quote(at, " "+from.Tag)+" is not supported here", `remove it, or quote the value if the "!" is part of it`)
	}
}

// scalar sets text and type of a scalar; a tag such as !!str decides the type.
func (c *converter) scalar(from *yaml.Node, into *Node) {
	into.Text = from.Value
	plain := from.Style&^yaml.TaggedStyle == 0
	switch {
	case plain && c.kubernetes:
		into.Tag, into.Text = resolveKubernetes(from.Value)
	case plain:
		into.Tag = resolve(from.Value)
	}
	if from.Style&yaml.TaggedStyle == 0 || !standardTags[from.Tag] {
		return
	}
	if from.Tag == "!!str" {
		into.Tag = String
		return
	}
	into.Tag = resolve(from.Value)
	want := map[string]Tag{"!!int": Int, "!!float": Float, "!!bool": Bool, "!!null": Null}[from.Tag]
	if want == Float && into.Tag == Int {
		into.Tag = Float
	}
	if into.Tag != want {
		c.fail(into.Position, "the value is not what its tag "+strings.TrimPrefix(from.Tag, "!!")+" says", "")
	}
}
