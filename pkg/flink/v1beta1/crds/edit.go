package crds

import (
	"bytes"
	"slices"
	"strings"
)

// The files are edited as lines. Their form is fixed by the generator (two
// spaces per level, list items at the column of their key), so a line's column
// tells where it stands. Reading them as YAML and writing them again would take
// a hundred times as long and would move line breaks.

// edits are operations by the path of the key that they are about. A path is
// all keys from the top, joined with dots.
type edits map[string]operation

type operation struct {
	// drop takes the key out, with everything below it.
	drop bool
	// instead is put where the dropped key was, at its column.
	instead string
	// items are dropped from the list below the key.
	items []string
	// below is put first below the key, one level deeper.
	below []string
}

func edit(text []byte, operations edits) []byte {
	e := editor{operations: operations}
	for line := range bytes.Lines(text) {
		e.line(line)
	}
	return e.out.Bytes()
}

type editor struct {
	operations edits
	out        bytes.Buffer
	keys       []key // from the top to the current line
	dropping   bool  // everything below the last key
}

type key struct {
	column int
	path   string
}

func (e *editor) line(line []byte) {
	text := bytes.TrimLeft(line, " ")
	if len(bytes.TrimSpace(text)) == 0 { // between the paragraphs of a description
		if !e.dropping {
			e.out.Write(line)
		}
		return
	}
	column := len(line) - len(text)
	item := bytes.HasPrefix(text, []byte("- "))
	if e.dropping && (column > e.last().column || item && column == e.last().column) {
		return
	}
	e.dropping = false
	if item {
		e.item(line, text, column)
		return
	}
	e.key(line, text, column)
}

// item copies a list item unless it is to be dropped. An item that is a map
// starts with its first key, two columns further in.
func (e *editor) item(line, text []byte, column int) {
	e.closeFrom(column + 1)
	value := strings.TrimSpace(string(text[2:]))
	if slices.Contains(e.operations[e.last().path].items, value) {
		return
	}
	if bytes.Contains(text, []byte(":")) {
		e.open(text[2:], column+2)
	}
	e.out.Write(line)
}

func (e *editor) key(line, text []byte, column int) {
	e.closeFrom(column)
	e.open(text, column)
	operation := e.operations[e.last().path]
	e.dropping = operation.drop
	if !operation.drop {
		e.out.Write(line)
	}
	e.put(operation.instead, column)
	for _, added := range operation.below {
		e.put(added, column+2)
	}
}

func (e *editor) put(text string, column int) {
	if text != "" {
		e.out.WriteString(strings.Repeat(" ", column) + text + "\n")
	}
}

func (e *editor) open(text []byte, column int) {
	name, _, _ := bytes.Cut(text, []byte(":"))
	path := string(name)
	if above := e.last().path; above != "" {
		path = above + "." + path
	}
	e.keys = append(e.keys, key{column, path})
}

func (e *editor) closeFrom(column int) {
	for len(e.keys) > 0 && e.last().column >= column {
		e.keys = e.keys[:len(e.keys)-1]
	}
}

func (e *editor) last() key {
	if len(e.keys) == 0 {
		return key{column: -1}
	}
	return e.keys[len(e.keys)-1]
}
