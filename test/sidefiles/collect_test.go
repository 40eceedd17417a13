package sidefiles

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/test/strategies/golden"
)

const stacks = "../../testdata/stacks"

// sideFile is a text inside an object.
type sideFile struct {
	// from names the stack, the object and the place in it.
	from string
	// name of the file; empty for a script in a command.
	name string
	text string
}

func objects(t *testing.T, documents [][]byte) []*unstructured.Unstructured {
	t.Helper()
	var all []*unstructured.Unstructured
	for _, document := range documents {
		object := &unstructured.Unstructured{}
		if err := yaml.Unmarshal(document, &object.Object); err != nil {
			t.Fatal(err)
		}
		all = append(all, object)
	}
	return all
}

// collect finds files in all golden stacks. Stacks have much in common, so
// each text is given once, with the first place where it was found.
func collect(t *testing.T, find func(*unstructured.Unstructured) []sideFile) []sideFile {
	t.Helper()
	seen := map[string]bool{}
	var all []sideFile
	for _, stack := range golden.Stacks(t, stacks) {
		for _, object := range objects(t, stack.Documents) {
			for _, file := range find(object) {
				if key := file.name + "\x00" + file.text; !seen[key] {
					seen[key] = true
					file.from = fmt.Sprintf("%s: %s %s/%s: %s", stack.Name, object.GetKind(), object.GetNamespace(), object.GetName(), file.from)
					all = append(all, file)
				}
			}
		}
	}
	return all
}

// programs are the executable files that go with the objects of golden stacks,
// what copies their images, and what installs their releases.
func programs(t *testing.T) []sideFile {
	t.Helper()
	var all []sideFile
	for _, stack := range golden.Stacks(t, stacks) {
		for _, file := range stack.Files {
			if file.Executable {
				all = append(all, sideFile{from: stack.Name + ": " + file.Path, name: file.Path, text: string(file.Data)})
			}
		}
	}
	all = append(all, mirrors(t)...)
	installs, err := filepath.Glob("../../testdata/[cu]*/*/install.sh")
	if err != nil || len(installs) == 0 {
		t.Fatalf("no install.sh found: %v", err)
	}
	for _, path := range installs {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, sideFile{from: path, name: filepath.Base(path), text: string(text)})
	}
	return all
}

// configMapFiles are the entries of a ConfigMap in the order of their names.
func configMapFiles(object *unstructured.Unstructured) []sideFile {
	if object.GetKind() != "ConfigMap" {
		return nil
	}
	return files(object, "data")
}

// files are the entries of a map of texts in an object.
func files(object *unstructured.Unstructured, path ...string) []sideFile {
	data, _, err := unstructured.NestedStringMap(object.Object, path...)
	if err != nil {
		return nil
	}
	var all []sideFile
	for _, name := range slices.Sorted(maps.Keys(data)) {
		all = append(all, sideFile{from: name, name: name, text: data[name]})
	}
	return all
}

// need finds a program or ends the test.
func need(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatalf("%v; run test/sidefiles/install.sh", err)
	}
	return path
}
