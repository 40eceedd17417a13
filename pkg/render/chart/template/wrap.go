package template

import (
	"strings"
)

// widest is the length of a line beyond which a merge is written on several.
const widest = 130

// wrapped writes a merge with a line for each map, and one for each entry of a
// dict.
func wrapped(line string, indent int) string {
	head, rest, found := strings.Cut(line, ".merge\" (list ")
	if !found || len(line)+indent <= widest {
		return line
	}
	margin := "\n" + strings.Repeat(" ", indent)
	var b strings.Builder
	b.WriteString(head + ".merge\" (list")
	depth, inText := 0, false
	start := 0
	flush := func(end int, margin string) {
		if text := strings.TrimSpace(rest[start:end]); text != "" {
			b.WriteString(margin + wrappedDict(text, margin))
		}
		start = end
	}
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == '"' && (i == 0 || rest[i-1] != '\\'):
			inText = !inText
		case inText:
		case c == '(':
			depth++
		case c == ')' && depth == 0:
			flush(i, margin+"  ")
			b.WriteString(margin + rest[i:])
			return b.String()
		case c == ')':
			depth--
		case c == ' ' && depth == 0:
			flush(i, margin+"  ")
		}
	}
	return line
}

// wrappedDict writes a long dict with a line for each entry.
func wrappedDict(text, margin string) string {
	inner, found := strings.CutPrefix(text, "(dict ")
	if !found || len(text) <= widest {
		return text
	}
	arguments := arguments(strings.TrimSuffix(inner, ")"))
	var b strings.Builder
	b.WriteString("(dict")
	for i := 0; i+1 < len(arguments); i += 2 {
		b.WriteString(margin + "  " + arguments[i] + " " + arguments[i+1])
	}
	return b.String() + margin + ")"
}

// arguments takes the arguments of a function apart.
func arguments(text string) []string {
	var all []string
	depth, inText, start := 0, false, 0
	for i := 0; i <= len(text); i++ {
		switch {
		case i == len(text) || text[i] == ' ' && depth == 0 && !inText:
			if i > start {
				all = append(all, text[start:i])
			}
			start = i + 1
		case text[i] == '"' && (i == 0 || text[i-1] != '\\'):
			inText = !inText
		case inText:
		case text[i] == '(':
			depth++
		case text[i] == ')':
			depth--
		}
	}
	return all
}
