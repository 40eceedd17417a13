package source

import (
	"fmt"
	"strconv"
	"strings"
)

type stepKind uint8

const (
	byKey   stepKind = iota // .key, ["key"], [key]
	byIndex                 // [3]
	byMatch                 // [name=value]
)

// step is one part of a field path.
type step struct {
	kind       stepKind
	key, value string
	index      int
	offset     int // in the path that it was read from
}

// parsePath reads a field path up to its end or to the "=" of an assignment
// and gives the place where it stopped. A backslash takes the next character
// as it is.
func parsePath(path string) (steps []step, end int, err error) {
	for i := 0; i < len(path); {
		switch path[i] {
		case '=':
			return steps, i, nil
		case '.':
			if len(steps) == 0 || i+1 == len(path) || strings.IndexByte(".[=", path[i+1]) >= 0 {
				return steps, i, fmt.Errorf("a name is missing beside the dot")
			}
			i++
		case '[':
			s, next, err := parseBrackets(path, i)
			if err != nil {
				return steps, i, err
			}
			steps, i = append(steps, s), next
			if i < len(path) && strings.IndexByte(".[=", path[i]) < 0 {
				return steps, i, fmt.Errorf("expected . or [ or = after ]")
			}
		default:
			start := i
			var key strings.Builder
			for i < len(path) && strings.IndexByte(".[=", path[i]) < 0 {
				if path[i] == '\\' && i+1 < len(path) {
					i++
				}
				key.WriteByte(path[i])
				i++
			}
			steps = append(steps, step{key: key.String(), offset: start})
		}
	}
	return steps, len(path), nil
}

// parseBrackets reads [3], ["key"], [key] or [name=value].
func parseBrackets(path string, start int) (step, int, error) {
	rest := path[start+1:]
	if strings.HasPrefix(rest, `"`) {
		quoted, err := strconv.QuotedPrefix(rest)
		if err != nil || !strings.HasPrefix(rest[len(quoted):], "]") {
			return step{}, start, fmt.Errorf(`the [" is never closed`)
		}
		key, err := strconv.Unquote(quoted)
		return step{key: key, offset: start}, start + 1 + len(quoted) + 1, err
	}
	inside, _, closed := strings.Cut(rest, "]")
	if !closed {
		return step{}, start, fmt.Errorf("the [ is never closed")
	}
	next := start + 1 + len(inside) + 1
	if key, value, found := strings.Cut(inside, "="); found {
		return step{kind: byMatch, key: key, value: value, offset: start}, next, nil
	}
	if inside == "" {
		return step{}, start, fmt.Errorf("write [0] or [name=value]")
	}
	if index, err := strconv.ParseUint(inside, 10, 31); err == nil {
		return step{kind: byIndex, index: int(index), offset: start}, next, nil
	}
	return step{key: inside, offset: start}, next, nil
}

// formatPath writes steps as errors show them.
func formatPath(steps []step) string {
	var b strings.Builder
	for _, s := range steps {
		switch {
		case s.kind == byIndex:
			fmt.Fprintf(&b, "[%d]", s.index)
		case s.kind == byMatch:
			fmt.Fprintf(&b, "[%s=%s]", s.key, s.value)
		case s.key == "" || strings.ContainsAny(s.key, ".[]=\\\" \t\n\r"):
			fmt.Fprintf(&b, "[%q]", shorten(s.key))
		default:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(shorten(s.key))
		}
	}
	return b.String()
}

// shorten cuts text that is too long for a message.
func shorten(text string) string {
	const longest = 60
	runes := 0
	for i := range text {
		if runes == longest {
			return text[:i] + "…"
		}
		runes++
	}
	return text
}
