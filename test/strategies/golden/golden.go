// Package golden renders the golden stacks for the tests of this module: the
// embedded default stack and each file of testdata/stacks.
package golden

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/secrets"
)

// Stack is a golden stack as flinkgen writes it.
type Stack struct {
	// Name is default, or that of the file without its ending.
	Name string
	// Documents are the objects as YAML text in apply order.
	Documents [][]byte
	// Files go with the objects, such as scripts.
	Files []bundle.File
	// Secrets are what flinkgen secrets writes, as Secrets and as ExternalSecrets.
	Secrets [][]byte
}

// Stacks renders every golden stack. dir is the folder testdata/stacks as
// seen from the test.
func Stacks(tb testing.TB, dir string) []Stack {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if err != nil {
		tb.Fatal(err)
	}
	if len(files) == 0 {
		tb.Fatalf("no stacks in %s", dir)
	}
	stacks := []Stack{render(tb, "default", flinkgen.LoadOptions{})}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		stacks = append(stacks, render(tb, name, flinkgen.LoadOptions{Files: []string{file}}))
	}
	return stacks
}

func render(tb testing.TB, name string, options flinkgen.LoadOptions) Stack {
	tb.Helper()
	s, err := flinkgen.Load(options)
	if err != nil {
		tb.Fatal(err)
	}
	b, err := flinkgen.Build(s)
	if err != nil {
		tb.Fatal(err)
	}
	var objects, made bytes.Buffer
	if err := flinkgen.Write(&objects, b); err != nil {
		tb.Fatal(err)
	}
	if err := flinkgen.WriteSecrets(&made, s, invented); err != nil {
		tb.Fatal(err)
	}
	made.WriteString("---\n")
	if err := flinkgen.WriteExternalSecrets(&made, s, "vault"); err != nil {
		tb.Fatal(err)
	}
	stack := Stack{Name: name, Documents: Documents(objects.Bytes()), Secrets: Documents(made.Bytes())}
	for _, c := range b.Components {
		stack.Files = append(stack.Files, c.Files...)
	}
	return stack
}

// invented is a source of values that are no secret.
func invented(v secrets.Value) (string, error) { return "golden-" + v.Name, nil }

// Documents splits a YAML stream as flinkgen writes it: a line of three
// dashes starts each document.
func Documents(stream []byte) [][]byte {
	var documents [][]byte
	for document := range bytes.SplitSeq(append([]byte("\n"), stream...), []byte("\n---\n")) {
		if len(bytes.TrimSpace(document)) > 0 {
			documents = append(documents, append(document, '\n'))
		}
	}
	return documents
}
