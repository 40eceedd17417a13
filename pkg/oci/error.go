package oci

import "fmt"

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
