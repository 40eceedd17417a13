package encode

import (
	"errors"
	"reflect"
)

// place is where a value stands: it decides what comes before it.
type place uint8

const (
	root      place = iota // the document itself
	afterKey               // behind "key:"
	afterDash              // behind "-"
)

// maxDepth ends the walk through values that contain themselves.
const maxDepth = 1000

var errTooDeep = errors.New("nested too deeply; the value contains itself")

// writer holds the text so far and the layout of the collection that is being
// written.
type writer struct {
	buf []byte
	// column of the entries of the collection.
	column int
	// inLine says that the cursor already stands in that column, behind "- ".
	inLine bool
	depth  int
	// keys is room for the keys of maps, used as a stack.
	keys []string
}

// layout is what a collection changes and must restore.
type layout struct {
	start  int
	column int
}

// enter starts a collection. The entries of a list stand in the column of the
// key above, the entries of a mapping two columns further.
func (w *writer) enter(at place, list bool) (layout, error) {
	before := layout{start: len(w.buf), column: w.column}
	if w.depth++; w.depth > maxDepth {
		return before, errTooDeep
	}
	switch at {
	case afterKey:
		w.buf = append(w.buf, '\n')
		if !list {
			w.column += 2
		}
	case afterDash:
		w.buf = append(w.buf, ' ')
		w.column += 2
		w.inLine = true
	case root:
	}
	return before, nil
}

// leave ends a collection; one without entries becomes the given empty text.
func (w *writer) leave(at place, before layout, body int, empty string) {
	w.depth--
	w.column = before.column
	if len(w.buf) == body {
		w.buf = w.buf[:before.start]
		w.inLine = false
		w.line(at, empty)
	}
}

const spaces = "                                                                "

// entry moves the cursor to the column of the next entry.
func (w *writer) entry() {
	if w.inLine {
		w.inLine = false
		return
	}
	n := w.column
	for ; n > len(spaces); n -= len(spaces) {
		w.buf = append(w.buf, spaces...)
	}
	w.buf = append(w.buf, spaces[:n]...)
}

// line writes text that needs no quotes as the whole value.
func (w *writer) line(at place, text string) {
	w.space(at)
	w.buf = append(w.buf, text...)
	w.buf = append(w.buf, '\n')
}

func (w *writer) space(at place) {
	if at != root {
		w.buf = append(w.buf, ' ')
	}
}

// value writes any value by the plan of its type.
func (w *writer) value(v reflect.Value, at place) error {
	if !v.IsValid() {
		w.line(at, "null")
		return nil
	}
	return planOf(v.Type())(w, v, at)
}
