// Package schemas holds the JSON Schema of the stack file, for editors and for
// checks. It is generated from the Go types of package stack.
package schemas

import (
	_ "embed"
	"slices"
)

//go:generate go run -C ../tools ./schemagen

//go:embed stack.schema.json
var stack []byte

// Stack is the JSON Schema (draft-07) of the stack file.
func Stack() []byte { return slices.Clone(stack) }
