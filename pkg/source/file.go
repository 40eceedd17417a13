package source

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// File is one input: a file, standard input or a flag.
type File struct {
	// Name as the user wrote it: "<stdin>" for -, "--set" for the flag.
	Name string

	lines []string
	masks func() []span
}

// Position is a place in a file. Lines and columns count from 1, columns in
// characters.
type Position struct {
	File         *File
	Line, Column int
}

// String is file:line:column.
func (p Position) String() string {
	if p.File == nil {
		return ""
	}
	return fmt.Sprintf("%s:%d:%d", p.File.Name, p.Line, p.Column)
}

func newFile(name, text string) *File {
	lines := splitLines(text)
	return &File{Name: name, lines: lines, masks: sync.OnceValue(func() []span { return maskLines(lines) })}
}

// splitLines splits where the YAML parser counts a new line, which is at more
// characters than \n.
func splitLines(text string) []string {
	lines := make([]string, 0, strings.Count(text, "\n")+1)
	start := 0
	for i := 0; i < len(text); i++ {
		width := 0
		switch text[i] {
		case '\n':
			width = 1
		case '\r':
			width = 1
			if strings.HasPrefix(text[i+1:], "\n") {
				width = 2
			}
		case 0xC2: // U+0085, next line
			if strings.HasPrefix(text[i:], "\u0085") {
				width = 2
			}
		case 0xE2: // U+2028 and U+2029, line and paragraph separator
			if strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029") {
				width = 3
			}
		}
		if width > 0 {
			lines = append(lines, text[start:i])
			i += width - 1
			start = i + 1
		}
	}
	return append(lines, text[start:])
}

// line is the text of a line; empty for a line that does not exist.
func (f *File) line(number int) string {
	if f == nil || number < 1 || number > len(f.lines) {
		return ""
	}
	return f.lines[number-1]
}

// mask is the part of a line that holds a secret.
func (f *File) mask(line int) span {
	if f == nil || line < 1 || line > len(f.lines) {
		return span{}
	}
	return f.masks()[line-1]
}

// hides says whether a place is inside a secret.
func (p Position) hides() bool {
	mask := p.File.mask(p.Line)
	return p.Column-1 >= mask.from && p.Column-1 < mask.to
}

const (
	widest = 120 // characters of a line that an error shows
	before = 80  // characters of a long line that it shows before the column

	// longest line in bytes that an error shows at all.
	longest = 64 << 10
)

// excerpt is the line of a position as an error shows it, and the column of
// its caret there. Secrets are masked, long lines cut, control characters
// replaced so that they cannot steer a terminal.
func (p Position) excerpt(secret bool) (text string, caret int) {
	if len(p.File.line(p.Line)) > longest {
		return "", 0
	}
	line := []rune(p.File.line(p.Line))
	caret = min(max(p.Column, 1), len(line)+1)
	mask := p.File.mask(p.Line)
	if secret && !p.hides() {
		mask = span{caret - 1, len(line)}
	}
	if mask.to = min(mask.to, len(line)); mask.from < mask.to {
		switch {
		case caret > mask.to:
			caret += len(masked) - (mask.to - mask.from)
		case caret > mask.from:
			caret = mask.from + 1
		}
		line = slices.Concat(line[:mask.from], []rune(masked), line[mask.to:])
	}
	for i, r := range line {
		if r != '\t' && !unicode.IsPrint(r) {
			line[i] = '·'
		}
	}
	if len(line) > widest {
		from := max(0, min(caret-before, len(line)-widest))
		to := min(len(line), from+widest)
		cut := string(line[from:to])
		if from > 0 {
			cut, caret = "…"+cut, caret-from+1
		}
		if to < len(line) {
			cut += "…"
		}
		return cut, caret
	}
	return string(line), caret
}
