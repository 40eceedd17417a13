package postrender

import (
	"bytes"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// scan finds out which object a document holds without parsing all of it: it
// looks at the lines that begin a key of the outermost map and parses metadata
// only. It gives up (false) on everything that could mean something else than
// it seems: then the document has to be parsed. A document that seems to hold
// no object is no object, or has to be parsed.
func scan(body []byte) (*header, bool) {
	if oddBreaks(body) {
		return nil, false
	}
	found := outline{}
	for rest := body; len(rest) > 0; {
		line := rest
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			line = rest[:end+1]
		}
		if !found.add(line, len(body)-len(rest)) {
			return nil, false
		}
		rest = rest[len(line):]
	}
	return found.header(body)
}

// outline is what the outermost lines of a document say.
type outline struct {
	keys             []string
	apiVersion, kind string
	metadata, after  int // the lines of metadata
	inMetadata       bool
	inText           bool // after apiVersion or kind, whose text may go on
}

// add takes the next line, which begins at an offset.
func (o *outline) add(line []byte, at int) bool {
	switch c := line[0]; {
	case c == ' ' && o.inText && goesOn(line):
		return false
	case c == ' ' || c == '\n' || c == '#' || c == '\r':
		return true
	case c == '-' && len(o.keys) > 0 && len(line) > 1 && (line[1] == ' ' || line[1] == '\n' || line[1] == '\r'):
		return true // an item of the list of the last key
	case c == '.' && borders(line, "..."):
		return true
	}
	key, value, ok := bytes.Cut(line, []byte(":"))
	if !ok || !plainKey(key) || len(value) > 0 && value[0] != ' ' && value[0] != '\n' && value[0] != '\r' {
		return false
	}
	if o.inMetadata {
		o.after, o.inMetadata = at, false
	}
	name := string(key)
	if slices.Contains(o.keys, name) {
		return false
	}
	o.keys = append(o.keys, name)
	o.inText = name == "apiVersion" || name == "kind"
	switch name {
	case "apiVersion":
		o.apiVersion, ok = plainValue(value)
	case "kind":
		o.kind, ok = plainValue(value)
	case "metadata":
		o.metadata, o.after, o.inMetadata = at, -1, true
	}
	return ok
}

// goesOn says whether an indented line holds more than a comment.
func goesOn(line []byte) bool {
	text := bytes.TrimSpace(line)
	return len(text) > 0 && text[0] != '#'
}

// header parses the lines of metadata.
func (o *outline) header(body []byte) (*header, bool) {
	h := &header{Identity: Identity{APIVersion: o.apiVersion, Kind: o.kind}, body: body}
	if o.kind == "" {
		return nil, false
	}
	for _, key := range o.keys {
		h.list = h.list || key == "items" && strings.HasSuffix(o.kind, "List")
	}
	if o.after == 0 {
		return h, true
	}
	if o.after < 0 {
		o.after = len(body)
	}
	var document yaml.Node
	if err := yaml.Unmarshal(body[o.metadata:o.after], &document); err != nil || len(document.Content) == 0 {
		return nil, false
	}
	return h, h.read(document.Content[0])
}

// read takes name, namespace, labels and annotations from a map that holds
// metadata. It says no where they are written in a way that needs more than
// this map.
func (h *header) read(object *yaml.Node) bool {
	metadata := lookup(object, "metadata")
	if metadata == nil || metadata.Kind == yaml.ScalarNode {
		return true
	}
	for _, text := range []struct {
		key string
		to  *string
	}{{"name", &h.Name}, {"namespace", &h.Namespace}} {
		if value := lookup(metadata, text.key); value != nil && value.Kind == yaml.ScalarNode && value.Tag != "!!null" {
			*text.to = value.Value
		}
	}
	h.labels, h.annotations = texts(lookup(metadata, "labels")), texts(lookup(metadata, "annotations"))
	return metadata.Kind == yaml.MappingNode && !hasAlias(metadata)
}

// texts are the values of a map, as text.
func texts(node *yaml.Node) map[string]string {
	if node == nil || node.Kind != yaml.MappingNode {
		return nil
	}
	found := make(map[string]string, len(node.Content)/2)
	for i := 0; i+1 < len(node.Content); i += 2 {
		found[node.Content[i].Value] = node.Content[i+1].Value
	}
	return found
}

func lookup(node *yaml.Node, key string) *yaml.Node {
	if node == nil || node.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == key {
			return node.Content[i+1]
		}
	}
	return nil
}

func hasAlias(node *yaml.Node) bool {
	if node.Kind == yaml.AliasNode || node.Tag == "!!merge" {
		return true
	}
	return slices.ContainsFunc(node.Content, hasAlias)
}

// oddBreaks says whether the text has line breaks that only YAML sees.
func oddBreaks(text []byte) bool {
	for rest := text; ; {
		at := bytes.IndexByte(rest, '\r')
		if at < 0 {
			break
		}
		rest = rest[at+1:]
		if len(rest) > 0 && rest[0] != '\n' {
			return true
		}
	}
	return bytes.Contains(text, []byte("\u0085")) || bytes.Contains(text, []byte("\u2028")) || bytes.Contains(text, []byte("\u2029"))
}

func plainKey(key []byte) bool {
	for _, c := range key {
		if !letter(c) && c != '_' && c != '-' && (c < '0' || c > '9') {
			return false
		}
	}
	return len(key) > 0 && letter(key[0])
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// plainValue is the text of a value that is one word and cannot be anything
// but text, with or without quotes.
func plainValue(value []byte) (string, bool) {
	text := strings.TrimSpace(string(value))
	if comment := strings.Index(text, " #"); comment >= 0 {
		text = strings.TrimSpace(text[:comment])
	}
	if n := len(text); n > 1 && (text[0] == '"' || text[0] == '\'') && text[n-1] == text[0] {
		text = text[1 : n-1]
	}
	for i := range len(text) {
		if c := text[i]; !letter(c) && (c < '0' || c > '9') && strings.IndexByte("./-", c) < 0 {
			return "", false
		}
	}
	return text, text != "" && letter(text[0]) && text != "null" && text != "true" && text != "false"
}
