package importer

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// clusterFields of metadata are written by the cluster, not by people.
var clusterFields = []string{"uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink", "finalizers"}

// differences renders the stack and lists, by path and never by value, what
// the originals say and the rendered objects do not, or the other way round.
func differences(document []byte, originals []original, namespace string) ([]string, error) {
	rendered, err := render(document)
	if err != nil {
		return nil, fmt.Errorf("the imported stack does not render: %w", err)
	}
	var all []string
	for _, one := range originals {
		want := normal(one.tree)
		got := rendered[objectKey(one.kind(), cmp.Or(one.meta("namespace"), namespace), one.meta("name"))]
		if meta, ok := got["metadata"].(map[string]any); ok && one.meta("namespace") == "" {
			delete(meta, "namespace")
		}
		for _, path := range compare("", want, got) {
			all = append(all, fmt.Sprintf("%s: %s", one, path))
		}
	}
	return all, nil
}

func render(document []byte) (map[string]map[string]any, error) {
	s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{{Name: "imported", Data: document}}})
	if err != nil {
		return nil, err
	}
	if err := stack.Complete(s); err != nil {
		return nil, err
	}
	b, err := stack.Build(s)
	if err != nil {
		return nil, err
	}
	all := map[string]map[string]any{}
	for object := range b.Objects() {
		data, err := json.Marshal(object)
		if err != nil {
			return nil, err
		}
		var tree map[string]any
		if err := json.Unmarshal(data, &tree); err != nil {
			return nil, err
		}
		all[objectKey(object.GetObjectKind().GroupVersionKind().Kind, object.GetNamespace(), object.GetName())] = normal(tree)
	}
	return all, nil
}

func objectKey(kind, namespace, name string) string { return kind + "/" + namespace + "/" + name }

// normal takes out what the cluster wrote, and writes configuration flat.
func normal(tree map[string]any) map[string]any {
	tree = maps.Clone(tree)
	delete(tree, "status")
	if meta, ok := tree["metadata"].(map[string]any); ok {
		meta = maps.Clone(meta)
		for _, field := range clusterFields {
			delete(meta, field)
		}
		tree["metadata"] = meta
	}
	if spec, ok := tree["spec"].(map[string]any); ok {
		tree["spec"] = flatConfiguration(spec)
	}
	return tree
}

func flatConfiguration(spec map[string]any) map[string]any {
	spec = maps.Clone(spec)
	if written, found := spec["flinkConfiguration"]; found {
		data, _ := json.Marshal(written)
		var flat v1beta1.Configuration
		if json.Unmarshal(data, &flat) == nil {
			tree := map[string]any{}
			for key, value := range flat {
				tree[key] = value
			}
			spec["flinkConfiguration"] = tree
		}
	}
	if template, ok := spec["template"].(map[string]any); ok {
		if inner, ok := template["spec"].(map[string]any); ok {
			template = maps.Clone(template)
			template["spec"] = flatConfiguration(inner)
			spec["template"] = template
		}
	}
	return spec
}

// compare lists the paths at which two trees differ. Null and what is empty
// counts as not there.
func compare(path string, want, got any) []string {
	if blank(want) && blank(got) {
		return nil
	}
	wantMap, ok1 := want.(map[string]any)
	gotMap, ok2 := got.(map[string]any)
	if ok1 && ok2 {
		var all []string
		keys := maps.Clone(wantMap)
		maps.Copy(keys, gotMap)
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			all = append(all, compare(path+"."+key, wantMap[key], gotMap[key])...)
		}
		return all
	}
	wantList, ok1 := want.([]any)
	gotList, ok2 := got.([]any)
	if ok1 && ok2 && len(wantList) == len(gotList) {
		var all []string
		for i := range wantList {
			all = append(all, compare(fmt.Sprintf("%s[%d]", path, i), wantList[i], gotList[i])...)
		}
		return all
	}
	switch {
	case equalScalars(want, got):
		return nil
	case blank(got):
		return []string{path[1:] + " is left out"}
	case blank(want):
		return []string{path[1:] + " is added"}
	default:
		return []string{path[1:] + " is another value"}
	}
}

func blank(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case map[string]any:
		return !slices.ContainsFunc(slices.Collect(maps.Values(v)), func(v any) bool { return v != nil })
	case []any:
		return len(v) == 0
	default:
		return false
	}
}

// equalScalars compares as Kubernetes reads: 2048Mi is 2Gi, and 1 is 1.0.
func equalScalars(want, got any) bool {
	a, errA := json.Marshal(want)
	b, errB := json.Marshal(got)
	if errA != nil || errB != nil || bytes.Equal(a, b) {
		return errA == nil && errB == nil
	}
	x, errX := resource.ParseQuantity(fmt.Sprint(want))
	y, errY := resource.ParseQuantity(fmt.Sprint(got))
	return errX == nil && errY == nil && x.Cmp(y) == 0
}
