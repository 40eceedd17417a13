package postrender_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"testing"
	"testing/fstest"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/postrender"
)

// overlay is an overlay of files in memory.
func overlay(name string, files map[string]string) postrender.Overlay {
	all := fstest.MapFS{}
	for path, data := range files {
		all[path] = &fstest.MapFile{Data: []byte(data)}
	}
	return postrender.Overlay{Name: name, Files: all}
}

// patched is an overlay with this kustomization alone.
func patched(kustomization string) postrender.Options {
	return postrender.Options{Overlays: []postrender.Overlay{overlay("overlay", map[string]string{"kustomization.yaml": kustomization})}}
}

func render(tb testing.TB, in string, o postrender.Options) (string, postrender.Result) {
	tb.Helper()
	var out bytes.Buffer
	result, err := postrender.Render(strings.NewReader(in), &out, o)
	if err != nil {
		tb.Fatal(err)
	}
	return out.String(), result
}

// refused wants an error and nothing written.
func refused(t *testing.T, in string, o postrender.Options) string {
	t.Helper()
	var out bytes.Buffer
	_, err := postrender.Render(strings.NewReader(in), &out, o)
	if err == nil {
		t.Fatalf("no error; it renders\n%s", out.String())
	}
	if out.Len() > 0 {
		t.Errorf("something is written in spite of the error: %q", out.String())
	}
	return err.Error()
}

// built is what kustomize builds of a stream and an overlay.
func built(stream string, files map[string]string) ([]string, error) {
	disk := filesys.MakeFsInMemory()
	if err := disk.WriteFile("/base/stream.yaml", []byte(stream)); err != nil {
		return nil, err
	}
	if err := disk.WriteFile("/base/kustomization.yaml", []byte("resources: [stream.yaml]\ncomponents: [../overlay]\n")); err != nil {
		return nil, err
	}
	for path, data := range files {
		if path == "kustomization.yaml" {
			data = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n" + data
		}
		if err := disk.WriteFile("/overlay/"+path, []byte(data)); err != nil {
			return nil, err
		}
	}
	objects, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(disk, "/base")
	if err != nil {
		return nil, err
	}
	var all []string
	for _, object := range objects.Resources() {
		data, err := object.MarshalJSON()
		if err != nil {
			return nil, err
		}
		all = append(all, canonical(data))
	}
	sort.Strings(all)
	return all, nil
}

// objects are the objects of a stream, as kustomize gives them.
func objects(stream string) ([]string, error) {
	var all []string
	for document := range strings.SplitSeq("\n"+stream, "\n---") {
		data, err := yaml.YAMLToJSON([]byte(document + "\n"))
		if err != nil {
			return nil, fmt.Errorf("%w in\n%s", err, document)
		}
		if string(data) != "null" {
			all = append(all, flat(data)...)
		}
	}
	sort.Strings(all)
	return all, nil
}

// flat takes lists of objects apart.
func flat(data []byte) []string {
	var list struct {
		Kind  string
		Items *[]json.RawMessage
	}
	if json.Unmarshal(data, &list) == nil && strings.HasSuffix(list.Kind, "List") && list.Items != nil {
		var all []string
		for _, item := range *list.Items {
			all = append(all, flat(item)...)
		}
		return all
	}
	return []string{canonical(data)}
}

func canonical(data []byte) string {
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		return err.Error()
	}
	// kustomize leaves out what is empty there.
	if object, ok := value.(map[string]any); ok {
		if metadata, ok := object["metadata"].(map[string]any); ok {
			for _, key := range []string{"labels", "annotations"} {
				if empty, ok := metadata[key].(map[string]any); ok && len(empty) == 0 {
					delete(metadata, key)
				}
			}
		}
	}
	data, err := json.MarshalIndent(value, "", " ")
	if err != nil {
		return err.Error()
	}
	return string(data)
}
