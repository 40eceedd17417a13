package native

import "testing"

// A word is written as people would write it: without quotes where it needs
// none, and visibly where it holds what nobody sees.
func TestQuote(t *testing.T) {
	for text, want := range map[string]string{
		"":                  `''`,
		"-Da.b=file:///c":   `-Da.b=file:///c`,
		"a=b":               `a=b`,
		"=":                 `'='`,
		"~":                 `'~'`,
		"two words":         `'two words'`,
		`"quoted"`:          `'"quoted"'`,
		"it's":              `$'it\'s'`,
		"$HOME":             `$'$HOME'`,
		"`date`":            "$'`date`'",
		`back\slash`:        `$'back\\slash'`,
		"two\nlines\tof it": `$'two\nlines\tof it'`,
		"\x1b[31m\r\x7f":    `$'\033[31m\015\177'`,
		"“grüße”":           `$'“grüße”'`,
	} {
		if got := quote(text); got != want {
			t.Errorf("quote(%q) = %s, want %s", text, got, want)
		}
	}
}
