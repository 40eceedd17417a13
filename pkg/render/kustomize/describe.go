package kustomize

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

const (
	// shownChanges is how many changes of an object are listed.
	shownChanges = 8
	// shownValue is the longest value that is shown.
	shownValue = 60
	// shownLines is how many lines of a text are listed.
	shownLines = 3
)

// describe is a comment that says what a patch changes.
func describe(id identity, operations []operation) string {
	var text strings.Builder
	operations = byLine(operations)
	fmt.Fprintf(&text, "# Changes %s:\n", id)
	for i, o := range operations {
		if left := len(operations) - i; i == shownChanges && left > 1 {
			fmt.Fprintf(&text, "#   and %d more\n", left)
			break
		}
		fmt.Fprintf(&text, "#   %s\n", o)
	}
	return text.String()
}

// byLine tells apart the lines of a text, such as a file in a ConfigMap, where
// a few are changed.
func byLine(operations []operation) []operation {
	var all []operation
	for _, o := range operations {
		lines := lists(place{}, linesOf(o.old), linesOf(o.Value))
		if o.Op != "replace" || len(lines) == 0 || len(lines) > shownLines {
			all = append(all, o)
			continue
		}
		for _, line := range lines {
			number, _ := strconv.Atoi(strings.TrimPrefix(line.Path, "/"))
			line.field = fmt.Sprintf("%s line %d", o.field, number+1)
			all = append(all, line)
		}
	}
	return all
}

// linesOf are the lines of a text that has several.
func linesOf(value any) []any {
	text, _ := value.(string)
	if !strings.Contains(text, "\n") {
		return nil
	}
	var lines []any
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, line)
	}
	return lines
}

// String tells what the operation does, in words.
func (o operation) String() string {
	value, shown := scalar(o.Value)
	old, was := scalar(o.old)
	switch {
	case o.Op == "remove":
		return o.field + " is removed"
	case o.Op == "add" && shown:
		return o.field + " is added: " + value
	case o.Op == "add":
		return o.field + " is added"
	case shown && was:
		return o.field + ": " + old + " becomes " + value
	}
	return o.field + " is changed"
}

// scalar is a short value as text.
func scalar(value any) (string, bool) {
	switch value.(type) {
	case nil, map[string]any, []any:
		return "", false
	}
	text := fmt.Sprint(value)
	if text == "" {
		return `""`, true
	}
	return text, len(text) <= shownValue && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}
