package kustomize

import (
	"fmt"
	"strings"
	"unicode"
)

const (
	// shownChanges is how many changes of an object are listed.
	shownChanges = 8
	// shownValue is the longest value that is shown.
	shownValue = 60
)

// describe is a comment that says what a patch changes.
func describe(id identity, operations []operation) string {
	var text strings.Builder
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
