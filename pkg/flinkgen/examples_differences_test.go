package flinkgen_test

import (
	"bufio"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// differences says, fact by fact, what the rendered objects do not hold.
func (o object) differences(rendered map[string]any) []string {
	id := o.kind + "/" + o.name
	tree, found := rendered[id]
	if !found {
		return []string{id + " is not rendered"}
	}
	if len(o.fields) == 0 {
		return []string{id + " has no facts"}
	}
	var all []string
	for _, path := range slices.Sorted(maps.Keys(o.fields)) {
		got, found := find(tree, path)
		switch {
		case !found:
			all = append(all, fmt.Sprintf("%s: %s is missing, want %v", id, path, o.fields[path]))
		case !reflect.DeepEqual(got, o.fields[path]):
			all = append(all, fmt.Sprintf("%s: %s is %#v, want %#v", id, path, got, o.fields[path]))
		}
	}
	configuration, _ := find(tree, "spec.flinkConfiguration")
	all = append(all, missing(id+" flinkConfiguration", o.options, texts(configuration))...)
	log, _ := find(tree, "spec.logConfiguration[log4j-console.properties]")
	return append(all, missing(id+" log4j-console.properties", o.logging, properties(log))...)
}

// missing says which options differ.
func missing(where string, want, got options) []string {
	var all []string
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if value, found := got[key]; !found || value != want[key] {
			all = append(all, fmt.Sprintf("%s: %s is %q, want %q", where, key, value, want[key]))
		}
	}
	return all
}

// texts gives the values of a flat configuration as Flink reads them.
func texts(configuration any) options {
	all := options{}
	tree, _ := configuration.(map[string]any)
	for key, value := range tree {
		all[key] = fmt.Sprint(value)
	}
	return all
}

// properties reads a file of Java properties.
func properties(file any) options {
	all := options{}
	text, _ := file.(string)
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		key, value, found := strings.Cut(lines.Text(), "=")
		if key = strings.TrimSpace(key); found && !strings.HasPrefix(key, "#") {
			all[key] = strings.TrimSpace(value)
		}
	}
	return all
}

var step = regexp.MustCompile(`[^.\[\]]+|\[[^\]]+\]`)

// find looks a field up by its path: names with dots between them, and in
// brackets a key that holds dots or the name of an item of a list.
func find(tree any, path string) (any, bool) {
	for _, part := range step.FindAllString(path, -1) {
		key := strings.Trim(part, "[]")
		switch node := tree.(type) {
		case map[string]any:
			value, found := node[key]
			if !found {
				return nil, false
			}
			tree = value
		case []any:
			i := slices.IndexFunc(node, func(item any) bool {
				named, _ := item.(map[string]any)
				return named["name"] == key
			})
			if i < 0 {
				return nil, false
			}
			tree = node[i]
		default:
			return nil, false
		}
	}
	return tree, true
}

// A wrong fact of any kind is found, and a right one is none.
func TestExampleDifferences(t *testing.T) {
	rendered := map[string]any{"Pod/a": map[string]any{"spec": map[string]any{
		"cpu": 1, "args": []any{"10"}, "empty": map[string]any{},
		"containers":         []any{map[string]any{"name": "one", "image": "a"}, map[string]any{"name": "two", "image": "b"}},
		"flinkConfiguration": map[string]any{"slots": "2"},
		"logConfiguration":   map[string]any{"log4j-console.properties": "# a = c\n a.b= c = d\n"},
	}}}
	right := object{"Pod", "a", fields{
		"spec.cpu": 1, "spec.args": []any{"10"}, "spec.empty": map[string]any{}, "spec.containers[two].image": "b",
	}, options{"slots": "2"}, options{"a.b": "c = d"}}
	for name, test := range map[string]struct {
		object object
		want   []string
	}{
		"right":           {right, nil},
		"other name":      {object{kind: "Pod", name: "b", fields: right.fields}, []string{"Pod/b is not rendered"}},
		"no facts":        {object{kind: "Pod", name: "a"}, []string{"Pod/a has no facts"}},
		"other value":     {object{"Pod", "a", fields{"spec.cpu": 2}, nil, nil}, []string{"Pod/a: spec.cpu is 1, want 2"}},
		"other type":      {object{"Pod", "a", fields{"spec.cpu": "1"}, nil, nil}, []string{`Pod/a: spec.cpu is 1, want "1"`}},
		"no such field":   {object{"Pod", "a", fields{"spec.cpu.x": 1}, nil, nil}, []string{"Pod/a: spec.cpu.x is missing, want 1"}},
		"no such item":    {object{"Pod", "a", fields{"spec.containers[six].image": "b"}, nil, nil}, []string{"Pod/a: spec.containers[six].image is missing, want b"}},
		"longer list":     {object{"Pod", "a", fields{"spec.args": []any{"10", "11"}}, nil, nil}, []string{`Pod/a: spec.args is []interface {}{"10"}, want []interface {}{"10", "11"}`}},
		"other option":    {object{"Pod", "a", right.fields, options{"slots": "3"}, nil}, []string{`Pod/a flinkConfiguration: slots is "2", want "3"`}},
		"no such option":  {object{"Pod", "a", right.fields, options{"x": ""}, nil}, []string{`Pod/a flinkConfiguration: x is "", want ""`}},
		"comment no fact": {object{"Pod", "a", right.fields, nil, options{"a": "c"}}, []string{`Pod/a log4j-console.properties: a is "", want "c"`}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.object.differences(rendered)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
