package source

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// ParseSet reads an assignment such as
//
//	spec.redis.replicas=5
//	spec.jobs[0].args=[--port, "8081"]
//	spec.jobs[name=orders].parallelism=4
//	spec.redis.nodeSelector.example\.com/disk=ssd
//
// into the node that holds nothing else, ready to be merged over another. A
// value that begins with [, {, " or ' is YAML; any other is one scalar as it
// stands, with the type that YAML gives it, and an empty one is the empty
// string. A list item is one that the list below has, by its index or by the
// value of a key; the index after the last appends.
func ParseSet(expression string) (*Node, error) {
	const name = "--set"
	if err := checkText(name, []byte(expression)); err != nil {
		return nil, err
	}
	file := newFile(name, expression)
	at := func(offset int) Position { return positionIn(file, expression, offset) }
	steps, end, err := parsePath(expression)
	switch {
	case err != nil:
		return nil, Errors{at(end).Mistake("", err.Error(), "write path=value")}
	case end == len(expression):
		return nil, Errors{at(end).Mistake("", "the = is missing", "write path=value")}
	case len(steps) == 0 || steps[0].kind != byKey:
		return nil, Errors{at(end).Mistake("", "the name before the = is missing", "write path=value")}
	case len(steps) >= MaxDepth:
		return nil, Errors{at(0).Mistake("", fmt.Sprintf("nested deeper than %d levels", MaxDepth), "")}
	}
	node, err := parseValue(file, expression, end+1)
	if err != nil {
		return nil, err
	}
	for _, s := range slices.Backward(steps) {

		here := at(s.offset)
		if s.kind == byKey {
			holds := node.patches != nil || node.holdsPatch
			node = &Node{Position: here, Kind: Map, holdsPatch: holds, Entries: []Entry{{Position: here, Key: s.key, Value: node}}}
			continue
		}
		node = &Node{Position: here, Kind: List, Items: []*Node{node}, patches: &s}
	}
	return node, nil
}

func positionIn(file *File, text string, offset int) Position {
	lines := splitLines(text[:offset])
	return Position{file, len(lines), utf8.RuneCountInString(lines[len(lines)-1]) + 1}
}

func parseValue(file *File, expression string, start int) (*Node, error) {
	text := expression[start:]
	if text == "" || strings.IndexByte(`[{"'`, text[0]) < 0 {
		node := &Node{Position: positionIn(file, expression, start), Text: text}
		if text != "" {
			node.Tag = resolve(text)
		}
		return node, nil
	}
	// Blanks in place of the path keep the columns.
	blank := strings.Repeat(" ", utf8.RuneCountInString(expression[:start]))
	padded := strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, blank+text)
	document, err := parseDocument(file, padded)
	if err != nil {
		return nil, err
	}
	return convert(file, document)
}
