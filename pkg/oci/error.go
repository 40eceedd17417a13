package oci

import (
	"errors"
	"fmt"
)

// SyntaxError is a text that is no reference, or no registry.
type SyntaxError struct {
	// What the text should be, such as image.
	What string
	Text string
	// Cure says what to write.
	Cure string
}

// Error names the text and says what to write.
func (e *SyntaxError) Error() string { return fmt.Sprintf("%s %q: %s", e.What, e.Text, e.Cure) }

// Cure is what an error of this package says beside the text; the whole of
// another error.
func Cure(err error) string {
	if syntax, ok := errors.AsType[*SyntaxError](err); ok {
		return syntax.Cure
	}
	return err.Error()
}
