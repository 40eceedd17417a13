package kustomize

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// operation is one step of a JSON patch (RFC 6902).
type operation struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	Value any    `json:"value,omitempty"`

	// field is the path as people write it, and old what was there.
	field string
	old   any
}

// place is where a value is in an object.
type place struct{ path, field string }

var pointerEscaper = strings.NewReplacer("~", "~0", "/", "~1")

func (p place) key(key string) place {
	field := p.field + "." + key
	switch {
	case strings.ContainsAny(key, "./"):
		field = p.field + "[" + key + "]"
	case p.field == "":
		field = key
	}
	return place{p.path + "/" + pointerEscaper.Replace(key), field}
}

// item is the place of a list's item, which is called by its name if it has one.
func (p place) item(i int, value any) place {
	called := strconv.Itoa(i)
	if name := nameOf(value); name != "" {
		called = name
	}
	return place{p.path + "/" + strconv.Itoa(i), p.field + "[" + called + "]"}
}

func nameOf(value any) string {
	item, _ := value.(map[string]any)
	name, _ := item["name"].(string)
	return name
}

// difference gives the operations that make after of before.
func difference(before, after map[string]any) []operation {
	return entries(place{}, before, after)
}

// values replaces a value as a whole where that is shorter.
func values(at place, before, after any) []operation {
	if reflect.DeepEqual(before, after) {
		return nil
	}
	whole := []operation{{Op: "replace", Path: at.path, Value: after, field: at.field, old: before}}
	var parts []operation
	switch after := after.(type) {
	case map[string]any:
		if before, ok := before.(map[string]any); ok {
			parts = entries(at, before, after)
		}
	case []any:
		if before, ok := before.([]any); ok {
			parts = lists(at, before, after)
		}
	}
	if parts == nil || size(parts) >= size(whole) {
		return whole
	}
	return parts
}

func entries(at place, before, after map[string]any) []operation {
	var operations []operation
	for _, key := range slices.Sorted(maps.Keys(before)) {
		there := at.key(key)
		if value, ok := after[key]; ok {
			operations = append(operations, values(there, before[key], value)...)
		} else {
			operations = append(operations, operation{Op: "remove", Path: there.path, field: there.field, old: before[key]})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(after)) {
		if _, ok := before[key]; !ok {
			there := at.key(key)
			operations = append(operations, operation{Op: "add", Path: there.path, Value: after[key], field: there.field})
		}
	}
	return operations
}

// lists goes through both lists side by side; i is where the list that is being
// changed has got to.
func lists(at place, before, after []any) []operation {
	if len(before)*len(after) > 1<<16 {
		return nil
	}
	common := align(before, after)
	var operations []operation
	i := 0
	for len(before) > 0 || len(after) > 0 {
		keep := len(common) > 0
		switch {
		case keep && len(before) == common[0].before && len(after) == common[0].after:
			operations = append(operations, values(at.item(i, before[0]), before[0], after[0])...)
			before, after, common = before[1:], after[1:], common[1:]
			i++
		case len(before) > 0 && len(after) > 0 && (!keep || len(before) > common[0].before && len(after) > common[0].after):
			operations = append(operations, values(at.item(i, before[0]), before[0], after[0])...)
			before, after = before[1:], after[1:]
			i++
		case len(before) > 0 && (!keep || len(before) > common[0].before):
			there := at.item(i, before[0])
			operations = append(operations, operation{Op: "remove", Path: there.path, field: there.field, old: before[0]})
			before = before[1:]
		default:
			there := at.item(i, after[0])
			operations = append(operations, operation{Op: "add", Path: there.path, Value: after[0], field: there.field})
			after = after[1:]
			i++
		}
	}
	return operations
}

// pair is an item that both lists have, by what is left of each from there on.
type pair struct{ before, after int }

// align finds the longest common subsequence of two lists. Items are the same
// that are equal or have one name.
func align(before, after []any) []pair {
	length := make([][]int, len(before)+1)
	length[len(before)] = make([]int, len(after)+1)
	for i := len(before) - 1; i >= 0; i-- {
		length[i] = make([]int, len(after)+1)
		for j := len(after) - 1; j >= 0; j-- {
			length[i][j] = max(length[i+1][j], length[i][j+1])
			if sameItem(before[i], after[j]) {
				length[i][j] = max(length[i][j], length[i+1][j+1]+1)
			}
		}
	}
	var common []pair
	for i, j := 0, 0; i < len(before) && j < len(after); {
		switch {
		case sameItem(before[i], after[j]) && length[i][j] == length[i+1][j+1]+1:
			common = append(common, pair{len(before) - i, len(after) - j})
			i++
			j++
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return common
}

func sameItem(a, b any) bool {
	if name := nameOf(a); name != "" {
		return name == nameOf(b)
	}
	return reflect.DeepEqual(a, b)
}

// size is how much there is to read.
func size(v any) int {
	data, err := json.Marshal(v)
	if err != nil {
		return 0
	}
	return len(data)
}
