package upstream

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// plain turns any value into maps, lists and scalars, by its JSON.
func plain(v any) (any, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var out any
	if err := decoder.Decode(&out); err != nil {
		return nil, err
	}
	return numbers(out)
}

// numbers turns JSON numbers into Go's.
func numbers(v any) (any, error) {
	var err error
	switch v := v.(type) {
	case json.Number:
		if whole, err := v.Int64(); err == nil {
			return whole, nil
		}
		return v.Float64()
	case map[string]any:
		for key := range v {
			if v[key], err = numbers(v[key]); err != nil {
				return nil, err
			}
		}
	case []any:
		for i := range v {
			if v[i], err = numbers(v[i]); err != nil {
				return nil, err
			}
		}
	}
	return v, nil
}

// find gives what is at a path of a map.
func find(v any, path []string) any {
	for _, name := range path {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[name]
	}
	return v
}

// split takes a path apart at its dots that are not escaped.
func split(path string) []string {
	var names []string
	for part := range strings.SplitSeq(strings.ReplaceAll(path, `\.`, "\x00"), ".") {
		names = append(names, strings.ReplaceAll(part, "\x00", "."))
	}
	return names
}

// empty says whether a value says nothing.
func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case map[string]any:
		return len(v) == 0
	case []any:
		return len(v) == 0
	default:
		return reflect.ValueOf(v).IsZero()
	}
}

// over gives what Helm has to merge over a default to get a value: maps are
// merged, null removes a key, anything else is replaced.
func over(base, want any) any {
	baseMap, isMap := base.(map[string]any)
	wantMap, staysMap := want.(map[string]any)
	if !isMap || want != nil && !staysMap {
		return want
	}
	merge := map[string]any{}
	for key := range baseMap {
		if _, kept := wantMap[key]; !kept {
			merge[key] = nil
		}
	}
	for key, value := range wantMap {
		merge[key] = over(baseMap[key], value)
	}
	return merge
}

// text writes a value of the stack for a sentence.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any, []any:
		if reference := imageOf(v); reference != "" {
			return reference
		}
		data, err := json.Marshal(v)
		if err != nil {
			return fmt.Sprint(v)
		}
		return string(data)
	default:
		return fmt.Sprint(v)
	}
}

// imageOf is the reference of an image; empty for anything else.
func imageOf(v any) string {
	if find(v, []string{"repository"}) == nil {
		return ""
	}
	part := func(name string) string { return text(find(v, []string{name})) }
	image := component.Image{Registry: part("registry"), Repository: part("repository"), Tag: part("tag")}
	if find(v, []string{"digest"}) != nil {
		image.Digest = part("digest")
	}
	return image.Reference()
}

// escape keeps text from being read as a template.
func escape(v any) any {
	switch v := v.(type) {
	case string:
		return strings.ReplaceAll(v, "{{", "{{ `{{` }}")
	case map[string]any:
		for key := range v {
			v[key] = escape(v[key])
		}
	case []any:
		for i := range v {
			v[i] = escape(v[i])
		}
	}
	return v
}
