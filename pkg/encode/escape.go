package encode

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// needsEscape says that text holds a character that is not seen or not allowed
// as it is on one line.
func needsEscape(text string) bool {
	for _, r := range text {
		if mustEscape(r) {
			return true
		}
	}
	return false
}

// mustEscape is true for line breaks, controls, marks that change what is
// seen, every space but the common one, and what YAML does not allow.
func mustEscape(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zs, unicode.Zl, unicode.Zp) || r == 0xfffe || r == 0xffff
}

// appendDouble appends text in double quotes, with the escapes of JSON where
// JSON has them.
func appendDouble(dst []byte, text string) []byte {
	dst = append(dst, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\r':
			dst = append(dst, `\r`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case !mustEscape(r):
			dst = utf8.AppendRune(dst, r)
		case r > 0xffff:
			dst = fmt.Appendf(dst, `\U%08x`, r)
		default:
			dst = fmt.Appendf(dst, `\u%04x`, r)
		}
	}
	return append(dst, '"')
}

// fitsBlock says that a literal block holds text faithfully, also after an
// editor took the spaces off the ends of lines.
func fitsBlock(text string, at place) bool {
	if !strings.Contains(text, "\n") || strings.Trim(text, "\n") == "" {
		return false
	}
	if at == root && needsIndicator(text) {
		return false // readers disagree on what the indicator of a root counts from
	}
	before := byte('x')
	for i, r := range text {
		if r == '\n' && (before == ' ' || before == '\t') || !allowedInBlock(r) {
			return false
		}
		before = text[i]
	}
	return before != ' ' && before != '\t'
}

func allowedInBlock(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= ' ' && r != 0x7f || r == '\n' || r == '\t'
	}
	switch r {
	case 0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff:
		return false
	default:
		return r >= 0xa0
	}
}

// needsIndicator says that readers cannot find the column of the block from
// its first line.
func needsIndicator(text string) bool {
	return text[0] == ' ' || text[0] == '\t' || text[0] == '\n'
}

// block writes text as a literal block.
func (w *writer) block(text string) {
	w.buf = append(w.buf, '|')
	if needsIndicator(text) {
		w.buf = append(w.buf, '2')
	}
	switch {
	case !strings.HasSuffix(text, "\n"):
		w.buf = append(w.buf, '-')
	case strings.HasSuffix(text, "\n\n"):
		w.buf = append(w.buf, '+')
	}
	w.buf = append(w.buf, '\n')
	w.column += 2
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		if line != "" {
			w.entry()
			w.buf = append(w.buf, line...)
		}
		w.buf = append(w.buf, '\n')
	}
	w.column -= 2
}
