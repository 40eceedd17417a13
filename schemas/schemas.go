// Package schemas holds the JSON Schema of the stack file, for editors and for
// checks, and the comments of the values of the parts. Both are generated from
// the Go types of package stack and of the parts.
package schemas

import (
	_ "embed"
	"encoding/json"
	"path"
	"reflect"
	"slices"
	"strings"
)

//go:generate go run -C ../tools ./schemagen

//go:embed stack.schema.json
var stack []byte

//go:embed comments.json
var comments []byte

// Stack is the JSON Schema (draft-07) of the stack file.
func Stack() []byte { return slices.Clone(stack) }

// Comments gives the Go comments of the fields of the parts' values, by package
// path, type and field, with dots between.
func Comments() (map[string]string, error) {
	all := map[string]string{}
	return all, json.Unmarshal(comments, &all)
}

// Name is the name of a type among the definitions of the schema.
func Name(t reflect.Type) string {
	directory := path.Base(t.PkgPath())
	if group, ok := strings.CutPrefix(t.PkgPath(), "k8s.io/api/"); ok {
		directory = strings.TrimSuffix(group, "/v1")
	}
	if t.Name() == "" || directory == "stack" {
		return t.Name()
	}
	return directory + "." + t.Name()
}
