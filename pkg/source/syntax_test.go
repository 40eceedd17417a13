package source

import (
	"errors"
	"strings"
	"testing"
)

func TestParseErrors(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"empty", "", `
stack.yaml:1:1: the file is empty
`},
		{"only comments", "# nothing\n---\n", `
stack.yaml:1:1: the file is empty
`},
		{"two documents", "a: 1\n---\nb: 2\n", `
stack.yaml:3:1: a second document begins here (the first is at line 1); write one document per file
   3 | b: 2
     | ^
`},
		{"NUL", "a: 1\nb: \x00\n", `
stack.yaml:2:4: not text: it holds a NUL byte
`},
		{"not UTF-8", "a: 1\nb: gr\xf6\xdfer\n", `
stack.yaml:2:6: not UTF-8: byte 0xf6; save the file as UTF-8
`},
		{"UTF-16", "\xff\xfea\x00", `
stack.yaml:1:1: the text is UTF-16; save it as UTF-8
`},
		{"UTF-16 big endian", "\xfe\xff\x00a", `
stack.yaml:1:1: the text is UTF-16; save it as UTF-8
`},
		{"control character", "a: \x01\n", `
stack.yaml:1:4: not text: it holds a control character
   1 | a: ·
     |    ^
`},
		{"tab in the indentation", "a:\n\tb: 1\n", `
stack.yaml:2:1: a tab in the indentation; use spaces
   2 | 	b: 1
     | ^
`},
		{"tab behind blanks", "a:\n  b: 1\n  \tc: 1\n", `
stack.yaml:3:3: a tab in the indentation; use spaces
   3 |   	c: 1
     |   ^
`},
		{"duplicate key", "a: 1\nb: 2\na: 3\n", `
stack.yaml:3:1: the key "a" is here twice; the first is at line 1, column 1
   3 | a: 3
     | ^
`},
		{"duplicate keys, all of them", "a: 1\na: {b: 1, b: 2}\n", `
stack.yaml:2:1: the key "a" is here twice; the first is at line 1, column 1
   2 | a: {b: 1, b: 2}
     | ^
stack.yaml:2:11: the key "b" is here twice; the first is at line 2, column 5
   2 | a: {b: 1, b: 2}
     |           ^
`},
		{"key that is a list", "? [a, b]\n: 1\n", `
stack.yaml:1:3: a key must be a word or a number, not a map or a list; quote the key if its brackets are meant
   1 | ? [a, b]
     |   ^
`},
		{"key in braces", "{{ .Values.x }}: 1\n", `
stack.yaml:1:1: a key must be a word or a number, not a map or a list; quote the key if its brackets are meant
   1 | {{ .Values.x }}: 1
     | ^
`},
		{"key that is missing", "a: 1\n~: 2\n", `
stack.yaml:2:1: the key is missing; quote it if "" or "null" is meant
   2 | ~: 2
     | ^
`},
		{"custom tag", "a: !env HOME\nb: !foo {}\nc: !!binary aGk=\n", `
stack.yaml:1:4: the tag !env is not supported here; remove it, or quote the value if the "!" is part of it
   1 | a: !env HOME
     |    ^
stack.yaml:2:4: the tag !foo is not supported here; remove it, or quote the value if the "!" is part of it
   2 | b: !foo {}
     |    ^
stack.yaml:3:4: the tag !!binary is not supported here; remove it, or quote the value if the "!" is part of it
   3 | c: !!binary aGk=
     |    ^
`},
		{"tag that the value does not fit", "a: !!int x\n", `
stack.yaml:1:4: the value is not what its tag int says
   1 | a: !!int x
     |    ^
`},
		{"secret behind a tag", "password: !hunter2\n", `
stack.yaml:1:11: the tag is not supported here; remove it, or quote the value if the "!" is part of it
   1 | password: ***
     |           ^
`},
		{"alias without an anchor", "a: 1\nb: *c\n", `
stack.yaml:2:4: the alias has no anchor &c; put the anchor before it, or quote the value
   2 | b: *c
     |    ^
`},
		{"secret behind an alias sign", "a: 1\npassword: *hunter2\n", `
stack.yaml:2:11: the alias has no anchor; put the anchor before it, or quote the value
   2 | password: ***
     |           ^
`},
		{"alias in its own anchor", "a: &x {b: [*x]}\n", `
stack.yaml:1:12: the alias is inside its own anchor *x
   1 | a: &x {b: [*x]}
     |            ^
`},
		{"merge key without a map", "a: &x 5\nb: {<<: *x}\n", `
stack.yaml:2:9: << takes an alias of a map, or a list of them
   2 | b: {<<: *x}
     |         ^
`},
		{"colon in a value", "a: b: c\n", `
stack.yaml:1:5: a ":" is not expected here; check the indentation, or quote the text that holds it
   1 | a: b: c
     |     ^
`},
		{"colon after a value", "a: 1\n  b: 2\n", `
stack.yaml:2:4: a ":" is not expected here; check the indentation, or quote the text that holds it
   2 |   b: 2
     |    ^
`},
		{"dedent that fits nothing", "a:\n    b: 1\n  c: 2\n", `
stack.yaml:3:3: this does not continue the map or list above it; check the indentation and the quotes
   3 |   c: 2
     |   ^
`},
		{"list below a map", "a: 1\n- b\n", `
stack.yaml:2:1: this does not continue the map or list above it; check the indentation and the quotes
   2 | - b
     | ^
`},
		{"map below a list", "- a\nb: 1\n", `
stack.yaml:2:1: this does not continue the map or list above it; check the indentation and the quotes
   2 | b: 1
     | ^
`},
		{"text below a map", "a: 1\nb\nc: 1\n", `
stack.yaml:2:1: expected "key: value"
   2 | b
     | ^
`},
		{"text behind a quote", "a: 'b' c\n", `
stack.yaml:1:8: this does not continue the map or list above it; check the indentation and the quotes
   1 | a: 'b' c
     |        ^
`},
		{"open bracket", "x: [1,\n  2]\na: [1, 2\nb: 3\nc: 4\n", `
stack.yaml:3:4: the [ is not closed, or a comma is missing
   3 | a: [1, 2
     |    ^
`},
		{"open bracket at the end", "a: [\n", `
stack.yaml:1:4: the [ is not closed
   1 | a: [
     |    ^
`},
		{"open brace", "a: {b: 1\n", `
stack.yaml:1:4: the { is not closed, or a comma is missing
   1 | a: {b: 1
     |    ^
`},
		{"bracket closed by a brace", "a: {b: 1, c: [}\n", `
stack.yaml:1:12: a value is missing or starts with a sign that has a meaning in YAML; quote it
   1 | a: {b: 1, c: [}
     |            ^
`},
		{"open quote", "a: 1\nb: \"c\nd: 1\ne: 1\n", `
stack.yaml:2:4: the quote is never closed
   2 | b: "c
     |    ^
`},
		{"open quote of a secret", "a: 1\npassword: \"hunter2\nd: 1\n", `
stack.yaml:2:11: the quote is never closed
   2 | password: ***
     |           ^
`},
		{"reserved character", "a: @b\n", `
stack.yaml:1:4: a value cannot start with this character; quote it
   1 | a: @b
     |    ^
`},
		{"percent", "a: %b\n", `
stack.yaml:1:4: a value cannot start with this character; quote it
   1 | a: %b
     |    ^
`},
		{"escape", "a: \"C:\\windows\"\n", `
stack.yaml:1:7: this escape is unknown in double quotes; write two backslashes or use single quotes
   1 | a: "C:\windows"
     |       ^
`},
		{"directive", "%YAML 3.0\n---\na: 1\n", `
stack.yaml:1:1: this version of YAML is not known; remove the line
   1 | %YAML 3.0
     | ^
`},
		{"tag handle", "a: !e!x 1\n", `
stack.yaml:1:7: not YAML: found undefined tag handle
   1 | a: !e!x 1
     |       ^
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Parse("stack.yaml", []byte(test.text))
			var errs Errors
			if !errors.As(err, &errs) || len(errs) == 0 {
				t.Fatalf("the error is no Errors: %v", err)
			}
			if got := errs.Error(); got != strings.TrimSpace(test.want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}
