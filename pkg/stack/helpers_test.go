package stack_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/secrets"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// scenario is a stack of the default file or of testdata/stacks.
type scenario struct {
	name     string
	document stack.Document
}

func scenarios(tb testing.TB) []scenario {
	tb.Helper()
	all := []scenario{{"default", stack.Default()}}
	files, err := filepath.Glob("../../testdata/stacks/*.yaml")
	if err != nil || len(files) == 0 {
		tb.Fatalf("no stacks in testdata/stacks: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		name := filepath.Base(file)
		all = append(all, scenario{strings.TrimSuffix(name, ".yaml"), stack.Document{Name: name, Data: data}})
	}
	return all
}

func (s scenario) load(tb testing.TB, options ...func(*stack.LoadOptions)) *stack.Stack {
	tb.Helper()
	o := stack.LoadOptions{Documents: []stack.Document{s.document}}
	for _, option := range options {
		option(&o)
	}
	loaded, err := stack.Load(o)
	if err != nil {
		tb.Fatal(err)
	}
	return loaded
}

// build completes and builds the scenario.
func (s scenario) build(tb testing.TB, options ...func(*stack.LoadOptions)) (*stack.Stack, *bundle.Bundle) {
	tb.Helper()
	return build(tb, s.load(tb, options...))
}

func build(tb testing.TB, s *stack.Stack) (*stack.Stack, *bundle.Bundle) {
	tb.Helper()
	b, err := flinkgen.Build(s)
	if err != nil {
		tb.Fatal(err)
	}
	return s, b
}

func render(tb testing.TB, b *bundle.Bundle) string {
	tb.Helper()
	var out bytes.Buffer
	if err := flinkgen.Write(&out, b); err != nil {
		tb.Fatal(err)
	}
	return out.String()
}

func completed(tb testing.TB, s *stack.Stack) []byte {
	tb.Helper()
	var out bytes.Buffer
	if err := flinkgen.WriteStack(&out, s); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func environment(name string) func(*stack.LoadOptions) {
	return func(o *stack.LoadOptions) { o.Environment = name }
}

func set(expressions ...string) func(*stack.LoadOptions) {
	return func(o *stack.LoadOptions) { o.Set = append(o.Set, expressions...) }
}

func over(documents ...string) func(*stack.LoadOptions) {
	return func(o *stack.LoadOptions) {
		for _, text := range documents {
			o.Documents = append(slices.Clip(o.Documents), stack.Document{Name: "over.yaml", Data: []byte(text)})
		}
	}
}

// known gives every value, so that Secrets can be made of any stack.
func known(v secrets.Value) (string, error) { return "known-" + v.Name, nil }
