package flinkgen_test

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
)

// TestExamples renders each stack of testdata/stacks/examples and looks for
// every field of the operator's example of that name (release 1.15, examples/).
// The stack may say more. A null, {} or [] of an example must be there as such.
func TestExamples(t *testing.T) {
	found := 0
	for _, folder := range []string{"", "snapshots"} {
		files, err := filepath.Glob(filepath.Join("../importer/testdata/examples", folder, "*.yaml"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no examples: %v", err)
		}
		for _, file := range files {
			found++
			t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
				rendered := renderedExample(t, filepath.Base(file))
				for id, want := range objectsOf(t, read(t, file)) {
					got, there := rendered[id]
					if !there {
						t.Errorf("%s is not rendered", id)
						continue
					}
					within(t, id, want, got)
				}
			})
		}
	}
	stacks, err := filepath.Glob(filepath.Join(testdata, "stacks/examples/*.yaml"))
	if err != nil || len(stacks) != found {
		t.Errorf("%d stacks for %d examples: %v", len(stacks), found, err)
	}
}

func renderedExample(t *testing.T, file string) map[string]any {
	t.Helper()
	s, err := flinkgen.Load(flinkgen.LoadOptions{Files: []string{filepath.Join(testdata, "stacks/examples", file)}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := flinkgen.Build(s)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := flinkgen.Write(&out, b); err != nil {
		t.Fatal(err)
	}
	return objectsOf(t, out.String())
}

// objectsOf reads a stream of manifests, by kind and name. The options of
// Flink may be a tree, which means the same as flat keys.
func objectsOf(t *testing.T, stream string) map[string]any {
	t.Helper()
	all := map[string]any{}
	decoder := yaml.NewDecoder(strings.NewReader(stream))
	for {
		var object map[string]any
		err := decoder.Decode(&object)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		meta, _ := object["metadata"].(map[string]any)
		all[fmt.Sprintf("%v/%v", object["kind"], meta["name"])] = flatOptions(object)
	}
}

func flatOptions(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			if options, ok := value.(map[string]any); ok && key == "flinkConfiguration" {
				v[key] = flat("", options)
				continue
			}
			v[key] = flatOptions(value)
		}
	case []any:
		for i := range v {
			v[i] = flatOptions(v[i])
		}
	}
	return v
}

// flat writes options as the texts that Flink reads.
func flat(prefix string, options map[string]any) map[string]any {
	all := map[string]any{}
	for key, value := range options {
		if tree, ok := value.(map[string]any); ok {
			maps.Copy(all, flat(prefix+key+".", tree))
			continue
		}
		all[prefix+key] = fmt.Sprint(value)
	}
	return all
}

// within reports what of want is missing in got, or has another value.
func within(t *testing.T, path string, want, got any) {
	t.Helper()
	switch want := want.(type) {
	case map[string]any:
		tree, ok := got.(map[string]any)
		if !ok {
			t.Errorf("%s: %v, want %v", path, got, want)
			return
		}
		for key, value := range want {
			if _, there := tree[key]; !there {
				t.Errorf("%s.%s is missing, want %v", path, key, value)
				continue
			}
			within(t, path+"."+key, value, tree[key])
		}
	case []any:
		list, ok := got.([]any)
		if !ok || len(list) != len(want) {
			t.Errorf("%s: %v, want %v", path, got, want)
			return
		}
		for i := range want {
			within(t, fmt.Sprintf("%s[%d]", path, i), want[i], list[i])
		}
	default:
		if want != got {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
}
