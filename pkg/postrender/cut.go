package postrender

import (
	"bytes"
)

// parts of a document: what comes before the object (byte order mark,
// separator, directives, comments), its text, and the marker at its end.
type parts struct {
	prefix, body, suffix []byte
}

var mark = []byte("\ufeff")

func cut(raw []byte) parts {
	at := 0
	if bytes.HasPrefix(raw, mark) {
		at = len(mark)
	}
	for separated := false; at < len(raw); {
		line := raw[at:]
		if end := bytes.IndexByte(line, '\n'); end >= 0 {
			line = line[:end+1]
		}
		trimmed := bytes.TrimSpace(line)
		switch {
		case !separated && borders(line, "---"):
			separated = true
			rest := bytes.TrimSpace(line[3:])
			if len(rest) > 0 && rest[0] != '#' {
				return split(raw, at+3)
			}
		case len(trimmed) > 0 && trimmed[0] != '#' && (line[0] != '%' || separated):
			return split(raw, at)
		}
		at += len(line)
	}
	return parts{prefix: raw}
}

// split makes parts of a document whose body begins at an offset.
func split(raw []byte, at int) parts {
	p := parts{prefix: raw[:at:at], body: raw[at:]}
	end := bytes.TrimRight(p.body, "\r\n")
	last := bytes.LastIndexByte(end, '\n') + 1
	if borders(end[last:], "...") {
		p.body, p.suffix = p.body[:last:last], p.body[last:]
	}
	return p
}

// with puts the parts together again around another body, with the line ends
// that the document had.
func (p parts) with(body []byte) []byte {
	if bytes.Contains(p.body, []byte("\r\n")) {
		body = bytes.ReplaceAll(body, []byte("\n"), []byte("\r\n"))
	}
	whole := bytes.Clone(p.prefix)
	if bytes.HasSuffix(whole, []byte("---")) {
		whole = append(whole, '\n')
	}
	return append(append(whole, body...), p.suffix...)
}
