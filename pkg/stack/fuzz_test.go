package stack_test

import (
	"errors"
	"io"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/secrets"
	"github.com/flinkgen/flinkgen/pkg/source"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// FuzzLoad loads, completes, builds and writes whatever comes. Nothing
// panics; what is refused says where.
func FuzzLoad(f *testing.F) {
	for _, s := range scenarios(f) {
		f.Add(s.document.Data, "")
	}
	f.Add(stack.Default().Data, "dev")
	f.Add([]byte(base), "dev")
	bad, err := filepath.Glob("testdata/bad/*.txtar")
	if err != nil || len(bad) == 0 {
		f.Fatalf("no cases in testdata/bad: %v", err)
	}
	for _, file := range bad {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(archive.Files[0].Data, "")
	}
	f.Fuzz(func(t *testing.T, data []byte, environment string) {
		s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{{Name: "stack.yaml", Data: data}}, Environment: environment})
		if err == nil {
			err = stack.Complete(s)
		}
		var mistakes source.Errors
		if err != nil && !errors.As(err, &mistakes) {
			t.Fatalf("not of type source.Errors: %T %v", err, err)
		}
		for _, mistake := range mistakes {
			if mistake.File == "" || mistake.Line < 1 || mistake.Column < 1 {
				t.Errorf("no position: %+v", mistake)
			}
		}
		if err != nil {
			return
		}
		b, err := stack.Build(s)
		if err != nil {
			t.Fatalf("completed, and not built: %v", err)
		}
		if err := flinkgen.Write(io.Discard, b); err != nil {
			t.Fatalf("built, and not written: %v", err)
		}
		if _, err := secrets.Make(s, known); err != nil {
			t.Fatalf("completed, and no Secrets: %v", err)
		}
	})
}
