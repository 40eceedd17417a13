package knob

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// Values gives the knobs of a struct as the tree that values.yaml is, numbers
// as json.Number. Optional knobs that are absent are null; Name and Namespace,
// which a release has, are left out, and what is the base name is empty where
// empty means just that.
func (t *Table) Values(of reflect.Value) (map[string]any, error) {
	all, err := valuesOf(t.Knobs, of)
	if err != nil {
		return nil, err
	}
	for _, k := range t.Knobs {
		if k.NameByDefault && k.Value(of).String() == t.name().Value(of).String() {
			put(all, k.Path, "")
		}
	}
	return all, nil
}

func valuesOf(knobs []*Knob, of reflect.Value) (map[string]any, error) {
	all := map[string]any{}
	for _, k := range knobs {
		if k.Kind == Name || k.Kind == Namespace {
			continue
		}
		value, err := k.valueOf(k.Value(of))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", k, err)
		}
		put(all, k.Path, value)
	}
	return all, nil
}

func (k *Knob) valueOf(field reflect.Value) (any, error) {
	if k.Kind == Each && len(k.Items) > 0 && len(k.Items[0].Path) > 0 {
		items := make([]any, field.Len())
		for i := range items {
			item, err := valuesOf(k.Items, field.Index(i))
			if err != nil {
				return nil, err
			}
			items[i] = item
		}
		return items, nil
	}
	value, err := generic(field.Interface())
	if image, ok := value.(map[string]any); ok && k.Kind == Image {
		for _, part := range []string{"registry", "repository", "tag", "digest", "pullPolicy"} {
			if image[part] == nil {
				image[part] = ""
			}
		}
	}
	if value == nil && err == nil {
		value = k.empty()
	}
	return value, err
}

// empty is what values.yaml shows where nothing is set.
func (k *Knob) empty() any {
	switch {
	case k.Optional:
		return nil
	case k.Kind == Each, k.Kind == List:
		return []any{}
	case k.Kind == Map, k.Kind == Tree:
		return map[string]any{}
	default:
		return nil
	}
}

func generic(v any) (any, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	dropNulls(value)
	return value, nil
}

// dropNulls leaves out what types of Kubernetes write as null where it is
// absent.
func dropNulls(value any) {
	switch value := value.(type) {
	case map[string]any:
		for key, inner := range value {
			if inner == nil {
				delete(value, key)
			}
			dropNulls(inner)
		}
	case []any:
		for _, inner := range value {
			dropNulls(inner)
		}
	}
}

func put(tree map[string]any, path []string, value any) {
	for _, key := range path[:len(path)-1] {
		next, ok := tree[key].(map[string]any)
		if !ok {
			next = map[string]any{}
			tree[key] = next
		}
		tree = next
	}
	tree[path[len(path)-1]] = value
}

// Set puts the values of a chart into the knobs of a struct. What the values
// do not have, or have as null, {} or [], is empty there, as it is in a
// template; what is no knob is ignored. A text that is the base name by default
// takes the one that the struct has. The error names the path.
func (t *Table) Set(into reflect.Value, values map[string]any) error {
	if err := set(t.Knobs, into, values); err != nil {
		return err
	}
	for _, k := range t.Knobs {
		if field := k.Value(into); k.NameByDefault && field.String() == "" {
			field.SetString(t.name().Value(into).String())
		}
	}
	return nil
}

func set(knobs []*Knob, into reflect.Value, values map[string]any) error {
	for _, k := range knobs {
		if k.Kind == Name || k.Kind == Namespace {
			continue
		}
		if err := k.set(k.Value(into), k.In(values)); err != nil {
			return fmt.Errorf("%s: %w", k, err)
		}
	}
	return nil
}

func (k *Knob) set(field reflect.Value, value any) error {
	field.SetZero()
	if value == nil || Empty(value) && !k.Optional {
		return nil
	}
	if k.Kind == Each && len(k.Items) > 0 && len(k.Items[0].Path) > 0 {
		return k.setItems(field, value)
	}
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, field.Addr().Interface())
}

func (k *Knob) setItems(field reflect.Value, value any) error {
	list, ok := value.([]any)
	if !ok {
		return fmt.Errorf("expected a list, found %s", strings.TrimPrefix(fmt.Sprintf("%T", value), "map[string]"))
	}
	items := reflect.MakeSlice(field.Type(), len(list), len(list))
	for i, one := range list {
		item, ok := one.(map[string]any)
		if !ok {
			return fmt.Errorf("item %d: expected a map", i)
		}
		if err := set(k.Items, items.Index(i), item); err != nil {
			return err
		}
	}
	field.Set(items)
	return nil
}

// Empty says whether a value is null, {} or [], which charts take for absent.
func Empty(value any) bool {
	switch value := value.(type) {
	case nil:
		return true
	case map[string]any:
		return len(value) == 0
	case []any:
		return len(value) == 0
	default:
		return false
	}
}

// In is the value of the knob in a tree of values, or in an item where the knob
// has a Parent; nil where it is absent.
func (k *Knob) In(tree map[string]any) any {
	var value any = tree
	for _, key := range k.Path {
		section, _ := value.(map[string]any)
		value = section[key]
	}
	return value
}

// Copy puts the knobs of one struct into another and leaves what is no knob.
func (t *Table) Copy(into, from reflect.Value) {
	for _, k := range t.Knobs {
		k.Value(into).Set(k.Value(from))
	}
}
