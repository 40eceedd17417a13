package source

import (
	"fmt"
	"strings"
	"unicode"
)

// Error is one mistake in the input.
type Error struct {
	File         string
	Line, Column int
	// Path of the field, such as spec.jobs[2].parallelism; empty where there is none.
	Path string
	// Message says what is wrong and what was expected.
	Message string
	// Hint says how to cure it, or is empty.
	Hint string
	// Text is the source line as it may be shown: secrets are masked in it.
	Text string

	caret int
	cause error
}

// Error is the mistake in full: position, field, message, hint, and the line
// with a caret below the place.
func (e Error) Error() string {
	var b strings.Builder
	if e.File != "" {
		fmt.Fprintf(&b, "%s:%d:%d: ", e.File, e.Line, e.Column)
	}
	b.WriteString(e.Summary())
	if strings.TrimSpace(e.Text) != "" {
		fmt.Fprintf(&b, "\n%4d | %s\n     | %s^", e.Line, e.Text, e.indent())
	}
	return b.String()
}

// Summary is field, message and hint, without the position and the line.
func (e Error) Summary() string {
	summary := e.Message
	if e.Path != "" {
		summary = e.Path + ": " + summary
	}
	if e.Hint != "" {
		summary += "; " + e.Hint
	}
	return summary
}

// Unwrap gives the error of the type that refused a value, if one did.
func (e Error) Unwrap() error { return e.cause }

// indent is the white space before the caret; tabs stay tabs, so that the
// caret stands below its character.
func (e Error) indent() string {
	var b strings.Builder
	column := 1
	for _, r := range e.Text {
		if column >= e.caret {
			break
		}
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteByte(' ')
		}
		column++
	}
	return b.String()
}

// printable replaces what could steer a terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '·'
		}
		return r
	}, text)
}

// Errors are all mistakes of an input, in the order of the input. The empty
// list is no error; use Err where an error is wanted.
type Errors []Error

// Error is every mistake, one below the other.
func (e Errors) Error() string {
	all := make([]string, len(e))
	for i, one := range e {
		all[i] = one.Error()
	}
	return strings.Join(all, "\n")
}

// Unwrap gives each mistake to errors.Is and errors.As.
func (e Errors) Unwrap() []error {
	all := make([]error, len(e))
	for i, one := range e {
		all[i] = one
	}
	return all
}

// Err is nil for the empty list.
func (e Errors) Err() error {
	if len(e) == 0 {
		return nil
	}
	return e
}

// Mistake is an error at a position, for rules that run after decoding.
func (p Position) Mistake(path, message, hint string) Error {
	return p.report(path, message, hint, false)
}

func (p Position) report(path, message, hint string, secret bool) Error {
	message = userInfo.ReplaceAllString(message, "://"+masked+"@")
	e := Error{Line: p.Line, Column: p.Column, Path: printable(path), Message: printable(message), Hint: printable(hint)}
	if p.File != nil {
		e.File = p.File.Name
		e.Text, e.caret = p.excerpt(secret)
	}
	return e
}
