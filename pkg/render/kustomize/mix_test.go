package kustomize_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// environment changes some of the objects, drops and renames some, and adds new
// ones. What it changes comes from other objects of the kind.
func (g generator) environment(tb testing.TB, base []component.Object) []component.Object {
	tb.Helper()
	others := g.objects()
	var all []component.Object
	for _, object := range base {
		var changed component.Object
		switch g.IntN(8) {
		case 0:
			continue
		case 1:
			changed = object
		default:
			other := others[slices.IndexFunc(others, func(o component.Object) bool { return reflect.TypeOf(o) == reflect.TypeOf(object) })]
			changed = typed(tb, object, g.mix(untyped(tb, object), untyped(tb, other)))
			changed.SetName(object.GetName())
		}
		if g.IntN(10) == 0 {
			changed = typed(tb, changed, untyped(tb, changed))
			changed.SetName("renamed-" + object.GetName())
		}
		all = append(all, changed)
	}
	for _, object := range others[:g.IntN(4)] {
		object.SetName("new-" + object.GetName())
		all = append(all, object)
	}
	g.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// mix is a with some of b in it.
func (g generator) mix(a, b any) any {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok {
			return a
		}
		mixed := maps.Clone(a)
		for _, key := range slices.Sorted(maps.Keys(b)) {
			switch g.IntN(6) {
			case 0:
				mixed[key] = b[key]
			case 1, 2:
				if mixed[key] != nil {
					mixed[key] = g.mix(a[key], b[key])
				}
			case 3:
				if key != "kind" && key != "apiVersion" && key != "metadata" {
					delete(mixed, key)
				}
			}
		}
		return mixed
	case []any:
		b, _ := b.([]any)
		return g.mixList(a, b)
	}
	return a
}

func (g generator) mixList(a, b []any) []any {
	var mixed []any
	seen := map[string]bool{}
	add := func(item any) {
		// Most lists hold a name once.
		if fields, ok := item.(map[string]any); ok && fields["name"] != nil {
			name := fmt.Sprint(fields["name"])
			if seen[name] && g.IntN(20) > 0 {
				return
			}
			seen[name] = true
		}
		mixed = append(mixed, item)
	}
	for i, item := range a {
		switch {
		case g.IntN(6) == 0:
		case i < len(b) && g.flip():
			add(g.mix(item, b[i]))
		default:
			add(item)
		}
	}
	for _, item := range b {
		if g.IntN(3) == 0 {
			add(item)
		}
	}
	if g.IntN(4) == 0 {
		g.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	}
	return mixed
}

func untyped(tb testing.TB, object component.Object) any {
	tb.Helper()
	data, err := json.Marshal(object)
	if err != nil {
		tb.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		tb.Fatal(err)
	}
	return tree
}

// typed is a tree as an object of the type of another.
func typed(tb testing.TB, like component.Object, tree any) component.Object {
	tb.Helper()
	data, err := json.Marshal(tree)
	if err != nil {
		tb.Fatal(err)
	}
	object := reflect.New(reflect.TypeOf(like).Elem()).Interface().(component.Object)
	if err := json.Unmarshal(data, object); err != nil {
		tb.Fatal(err)
	}
	return object
}
