package flinkgen_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/internal/golden"
	"github.com/flinkgen/flinkgen/pkg/source"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// endless gives the same byte for ever.
type endless struct{ read int }

func (e *endless) Read(into []byte) (int, error) {
	for i := range into {
		into[i] = '#'
	}
	e.read += len(into)
	return len(into), nil
}

// Input without an end is refused, and read no further than needed.
func TestLoadEndless(t *testing.T) {
	input := &endless{}
	_, err := flinkgen.Load(flinkgen.LoadOptions{Files: []string{"-"}, Stdin: input})
	if err == nil || !strings.Contains(err.Error(), "at most 16777216 (16 MiB) are read") {
		t.Errorf("got %v", err)
	}
	if input.read > 2*source.MaxSize {
		t.Errorf("%d bytes read", input.read)
	}
}

// Files that cannot be read are all named, with their causes.
func TestLoadUnreadable(t *testing.T) {
	missing, folder := filepath.Join(t.TempDir(), "missing.yaml"), t.TempDir()
	_, err := flinkgen.Load(flinkgen.LoadOptions{Files: []string{missing, folder, "-"}})
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{missing, folder, "cannot read standard input: there is none"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in: %v", want, err)
		}
	}
}

// Each way out refuses a stack that is wrong, and writes nothing.
func TestWrongStack(t *testing.T) {
	wrong := func() *stack.Stack {
		s := stack.New("shop")
		s.Spec.Redis.Replicas = 2
		return s
	}
	var out bytes.Buffer
	_, built := flinkgen.Build(wrong())
	for name, err := range map[string]error{
		"Build":                built,
		"WriteStack":           flinkgen.WriteStack(&out, wrong()),
		"WriteSecrets":         flinkgen.WriteSecrets(&out, wrong(), nil),
		"WriteExternalSecrets": flinkgen.WriteExternalSecrets(&out, wrong(), "vault"),
	} {
		var mistakes source.Errors
		if !errors.As(err, &mistakes) || mistakes[0].Path != "spec.redis.replicas" {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if out.Len() > 0 {
		t.Errorf("written: %s", out.String())
	}
}

type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

// The error of a writer comes back as it is.
func TestWriterFails(t *testing.T) {
	s := load(t, "default")
	b, err := flinkgen.Build(s)
	if err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"Write":                flinkgen.Write(full{}, b),
		"WriteStack":           flinkgen.WriteStack(full{}, s),
		"WriteExternalSecrets": flinkgen.WriteExternalSecrets(full{}, s, "vault"),
	} {
		if !errors.Is(err, errFull) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// A directory with the files of somebody else stays as it is.
func TestWriteDirRefuses(t *testing.T) {
	dir := t.TempDir()
	notes := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(notes, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	b, err := flinkgen.Build(load(t, "default"))
	if err != nil {
		t.Fatal(err)
	}
	if err := flinkgen.WriteDir(t.Context(), dir, b); err == nil {
		t.Error("not refused")
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 || golden.Read(t, dir)["notes.txt"] != "mine" {
		t.Errorf("changed: %v %v", entries, err)
	}
}
