package kustomize_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/test/strategies/golden"
)

// said is what a program wrote, and how it ended.
type said struct {
	data, words string
	code        int
}

// execute runs a program of the PATH.
func execute(t *testing.T, in io.Reader, name string, arguments ...string) said {
	t.Helper()
	var data, words bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, arguments...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, &data, &words
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		t.Fatal(err)
	} else if ok && exit.ExitCode() < 0 {
		t.Fatalf("%s: %v", name, err)
	}
	return said{data.String(), words.String(), cmd.ProcessState.ExitCode()}
}

// output is what a program writes that has to succeed.
func output(t *testing.T, in io.Reader, name string, arguments ...string) string {
	t.Helper()
	s := execute(t, in, name, arguments...)
	if s.code != 0 {
		t.Fatalf("%s %q: exit code %d\n%s", name, arguments, s.code, s.words)
	}
	return s.data
}

// functions are the flags without which kustomize runs no program.
var functions = []string{"build", "--enable-alpha-plugins", "--enable-exec"}

// objects are those of a stream by kind, namespace and name. An object that is
// there twice is an error.
func objects(t *testing.T, stream string) map[string]map[string]any {
	t.Helper()
	all := map[string]map[string]any{}
	for _, document := range golden.Documents([]byte(stream)) {
		object := unstructured.Unstructured{}
		if err := yaml.Unmarshal(document, &object.Object); err != nil {
			t.Fatal(err)
		}
		if len(object.Object) == 0 {
			continue
		}
		id := object.GroupVersionKind().GroupKind().String() + " " + object.GetNamespace() + "/" + object.GetName()
		if all[id] != nil {
			t.Errorf("%s is there twice", id)
		}
		all[id] = object.Object
	}
	return all
}

// equal wants the same objects, field by field.
func equal(t *testing.T, want, got string) {
	t.Helper()
	wanted := objects(t, want)
	if len(wanted) == 0 {
		t.Fatal("nothing to compare with")
	}
	if diff := cmp.Diff(wanted, objects(t, got)); diff != "" {
		t.Errorf("the objects differ (-want +got):\n%s", diff)
	}
}

// directory has files, by their names.
func directory(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
