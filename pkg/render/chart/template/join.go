package template

import (
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/render/chart/trace"
)

// join drops the end of a condition and the start of the next one where both
// are the same, and makes an else of them where one is the opposite of the other.
// It is called after the second.
func (w *writer) join(indent int, s scope, c *trace.Condition) {
	if c == nil {
		return
	}
	margin := strings.Repeat(" ", indent)
	start, end := margin+"{{- if "+s.condition(c)+" }}", margin+"{{- end }}"
	at := len(w.lines) - 1
	for at > 0 && w.lines[at] != start {
		at--
	}
	if at == 0 || w.lines[at-1] != end {
		return
	}
	if w.opened(at-1, start, end) {
		w.lines = slices.Delete(w.lines, at-1, at+1)
		return
	}
	if opposite := opposite(s.condition(c)); opposite != "" && w.opened(at-1, margin+"{{- if "+opposite+" }}", end) {
		w.lines = slices.Replace(w.lines, at-1, at+1, margin+"{{- else }}")
	}
}

// opposite is the condition that holds where one about a single value does not.
func opposite(condition string) string {
	value, negated := strings.CutPrefix(condition, "not ")
	switch {
	case strings.Contains(value, " "):
		return ""
	case negated:
		return value
	}
	return "not " + value
}

// opened says whether the end at a line belongs to the same condition.
func (w *writer) opened(at int, start, end string) bool {
	for i := at - 1; i >= 0; i-- {
		switch {
		case w.lines[i] == start:
			return true
		case w.lines[i] == end, strings.HasPrefix(w.lines[i], end[:len(end)-len("{{- end }}")]+"{{- "):
			return false
		}
	}
	return false
}
