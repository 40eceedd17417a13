package stack_test

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/flinkgen/flinkgen/pkg/internal/golden"
	"github.com/flinkgen/flinkgen/pkg/source"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// TestGoldenBadInput reads testdata/bad: each case is a stack that is wrong and
// all that is said about it. The first lines say what is wrong, and may name an
// environment ("environment: dev"), a cluster ("cluster: eu-1") and settings
// ("set: spec.redis.replicas=5").
func TestGoldenBadInput(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in testdata/bad: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := badInput(t, archive)
			last := &archive.Files[len(archive.Files)-1]
			if last.Name != "error" {
				t.Fatalf("%s does not end with the error", file)
			}
			last.Data = []byte(got)
			golden.File(t, file, string(txtar.Format(archive)))
		})
	}
}

// badInput gives what is said about a case.
func badInput(t *testing.T, archive *txtar.Archive) string {
	t.Helper()
	var o stack.LoadOptions
	for line := range strings.Lines(string(archive.Comment)) {
		line = strings.TrimSuffix(line, "\n")
		if name, found := strings.CutPrefix(line, "environment: "); found {
			o.Environment = name
		}
		if name, found := strings.CutPrefix(line, "cluster: "); found {
			o.Cluster = name
		}
		if expression, found := strings.CutPrefix(line, "set: "); found {
			o.Set = append(o.Set, expression)
		}
	}
	for _, file := range archive.Files[:len(archive.Files)-1] {
		o.Documents = append(o.Documents, stack.Document{Name: file.Name, Data: file.Data})
	}
	return refused(t, o) + "\n"
}

// refused gives the error of a stack that must have one. Every mistake has a
// position.
func refused(t *testing.T, o stack.LoadOptions) string {
	t.Helper()
	s, err := stack.Load(o)
	if err == nil {
		err = stack.Complete(s)
	}
	var mistakes source.Errors
	if !errors.As(err, &mistakes) {
		t.Fatalf("want mistakes of type source.Errors, got %T: %v", err, err)
	}
	for _, mistake := range mistakes {
		if mistake.File == "" || mistake.Line < 1 || mistake.Column < 1 {
			t.Errorf("no position: %+v", mistake)
		}
	}
	return err.Error()
}

// What cannot stand in a text file is made here.
func TestBadInputMade(t *testing.T) {
	valid := stack.Default().Data
	deep := "spec: " + strings.Repeat("[", 200) + strings.Repeat("]", 200)
	for _, test := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "stack.yaml:1:1: the file is empty"},
		{"blanks", []byte("\n \n# only a comment\n---\n"), "stack.yaml:1:1: the file is empty"},
		{"binary", []byte("\x7fELF\x02\x01\x01\x00\x00"), "stack.yaml:1:8: not text: it holds a NUL byte"},
		{"gzip", []byte("\x1f\x8b\x08 archive"), "stack.yaml:1:2: not UTF-8: byte 0x8b; save the file as UTF-8"},
		{"UTF-16", []byte("\xff\xfek\x00i\x00"), "stack.yaml:1:1: the text is UTF-16; save it as UTF-8"},
		{"Latin-1", []byte("kind: Stack\nmetadata: {name: caf\xe9}\n"), "stack.yaml:2:21: not UTF-8: byte 0xe9; save the file as UTF-8"},
		{"50 MB", bytes.Repeat([]byte("# padding\n"), 5_000_000), "stack.yaml:1:1: the file has 50000000 bytes; at most 16777216 (16 MiB) are read"},
		{"a little too large", slices.Concat(valid, bytes.Repeat([]byte("#"), source.MaxSize-len(valid)+1)), fmt.Sprintf("stack.yaml:1:1: the file has %d bytes; at most 16777216 (16 MiB) are read", source.MaxSize+1)},
		{"nested too deep", []byte(deep), "stack.yaml:1:106: nested deeper than 100 levels\n" +
			"   1 | …" + strings.Repeat("[", 120) + "…\n     | " + strings.Repeat(" ", 80) + "^"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := refused(t, stack.LoadOptions{Documents: []stack.Document{{Name: "stack.yaml", Data: test.data}}})
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A file as large as allowed is read.
func TestLargestFile(t *testing.T) {
	valid := stack.Default().Data
	data := slices.Concat(valid, bytes.Repeat([]byte("#"), source.MaxSize-len(valid)))
	if _, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{{Name: "stack.yaml", Data: data}}}); err != nil {
		t.Error(err)
	}
}

// Without any document there is nothing to point at, and no panic.
func TestNothingToLoad(t *testing.T) {
	for _, o := range []stack.LoadOptions{{Environment: "dev"}, {Environment: "dev", Set: []string{"redis.replicas=5"}}} {
		if _, err := stack.Load(o); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
}
