package native

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// plain is a word that bash leaves as it is. A tilde or an equals sign at the
// start has a meaning, so both are only allowed further on.
var plain = regexp.MustCompile(`^[A-Za-z0-9_./:@%+,-][A-Za-z0-9_./:@%+,=-]*$`)

// quote writes text as one word of bash that stands for it, byte by byte.
func quote(text string) string {
	switch {
	case plain.MatchString(text):
		return text
	case !strings.ContainsFunc(text, special):
		return "'" + text + "'"
	}
	var word strings.Builder
	word.WriteString("$'")
	for _, r := range text {
		switch {
		case r == '\\' || r == '\'':
			word.WriteByte('\\')
			word.WriteRune(r)
		case r == '\n':
			word.WriteString(`\n`)
		case r == '\t':
			word.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&word, `\%03o`, r)
		default:
			word.WriteRune(r)
		}
	}
	return word.String() + "'"
}

// special says whether single quotes are not enough for a character, or raise
// the question whether they are meant: '$HOME' looks like a mistake.
func special(r rune) bool {
	return strings.ContainsRune("'\\$`", r) || unicode.IsControl(r) || r > unicode.MaxASCII
}
