package encode

import (
	"errors"
	"strings"
	"unicode/utf8"
)

var errInvalidUTF8 = errors.New("invalid UTF-8: keep binary data in a field for bytes, such as binaryData")

// longKey is where readers stop to look for the colon of a key: YAML allows
// 1024 characters, quotes included.
const longKey = 1000

// string writes text in the most readable way that every reader of YAML 1.1
// and 1.2 reads back as the same string.
func (w *writer) string(text string, at place) error {
	w.space(at)
	if isWord(text) {
		w.buf = append(w.buf, text...)
		w.buf = append(w.buf, '\n')
		return nil
	}
	if !utf8.ValidString(text) {
		return errInvalidUTF8
	}
	if fitsBlock(text, at) {
		w.block(text)
		return nil
	}
	w.buf = appendOneLine(w.buf, text)
	w.buf = append(w.buf, '\n')
	return nil
}

// key writes the key of an entry with its colon, behind which the value comes.
func (w *writer) key(text string) error {
	if !utf8.ValidString(text) {
		return errInvalidUTF8
	}
	w.entry()
	start := len(w.buf)
	w.buf = appendKey(w.buf, text)
	if len(w.buf)-start > longKey {
		w.buf = append(w.buf[:start], "? "...)
		w.buf = appendOneLine(w.buf, text)
		w.buf = append(w.buf, '\n')
		w.entry()
		w.buf = append(w.buf, ':')
	}
	return nil
}

// appendKey appends a key of valid UTF-8 and the colon.
func appendKey(dst []byte, text string) []byte {
	if isWord(text) {
		dst = append(dst, text...)
	} else {
		dst = appendOneLine(dst, text)
	}
	return append(dst, ':')
}

// appendOneLine appends text plain, or in single quotes, or in double quotes
// where an escape is needed or another type is to be ruled out.
func appendOneLine(dst []byte, text string) []byte {
	escape := needsEscape(text)
	switch {
	case !escape && isPlain(text):
		return append(dst, text...)
	case escape || isOtherType(text) || strings.Contains(text, "'") && !strings.ContainsAny(text, `"\`):
		return appendDouble(dst, text)
	default:
		dst = append(dst, '\'')
		dst = append(dst, strings.ReplaceAll(text, "'", "''")...)
		return append(dst, '\'')
	}
}

// isWord is the quick answer for most strings: letters, digits and a few
// harmless signs, starting with a letter or slash, and no reserved word.
func isWord(text string) bool {
	if text == "" || !startsWord(text[0]) {
		return false
	}
	for i := range len(text) {
		if !harmless[text[i]] {
			return false
		}
	}
	return !isReservedWord(text)
}

func startsWord(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '/' }

var harmless = harmlessBytes()

func harmlessBytes() (table [256]bool) {
	for _, c := range "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=+(),;$@<>%&*" {
		table[c] = true
	}
	return table
}

// isPlain says that text needs no quotes. The caller has ruled out what must
// be escaped. Lists and mappings are never written in flow style, so that
// commas and brackets inside text are harmless.
func isPlain(text string) bool {
	if text == "" || isOtherType(text) {
		return false
	}
	switch text[0] {
	case ' ', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '?', ':':
		return false
	case '-':
		if len(text) == 1 || text[1] == ' ' || strings.HasPrefix(text, "---") {
			return false
		}
	case '.':
		if strings.HasPrefix(text, "...") {
			return false
		}
	}
	last := text[len(text)-1]
	return last != ' ' && last != ':' && !strings.Contains(text, ": ") && !strings.Contains(text, " #")
}
