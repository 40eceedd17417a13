package encode

import (
	"cmp"
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strconv"
)

// mapPlan writes the entries sorted by their keys.
func (b *builder) mapPlan(t reflect.Type) plan {
	keyOf := keyRule(t.Key())
	if keyOf == nil {
		return func(*writer, reflect.Value, place) error { return fmt.Errorf("unsupported type %s", t) }
	}
	if t == reflect.TypeFor[map[string]string]() {
		return nilOr(writeStringMap)
	}
	item, values := b.planOf(t.Elem()), reflect.SliceOf(t.Elem())
	return nilOr(func(w *writer, v reflect.Value, at place) error {
		before, err := w.enter(at, false)
		if err != nil {
			return err
		}
		body := len(w.buf)
		entries, err := sortedEntries(v, keyOf, reflect.MakeSlice(values, v.Len(), v.Len()))
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := w.mapEntry(e.key, *item, e.value); err != nil {
				return underKey(e.key, err)
			}
		}
		w.leave(at, before, body, "{}")
		return nil
	})
}

type entry struct {
	key   string
	value reflect.Value
}

// sortedEntries copies the values into room, where they are addressable.
func sortedEntries(v reflect.Value, keyOf keyText, room reflect.Value) ([]entry, error) {
	entries := make([]entry, 0, v.Len())
	for i := v.MapRange(); i.Next(); {
		key, err := keyOf(i.Key())
		if err != nil {
			return nil, err
		}
		value := room.Index(len(entries))
		value.SetIterValue(i)
		entries = append(entries, entry{key, value})
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.key, b.key) })
	for i := 1; i < len(entries); i++ {
		if entries[i].key == entries[i-1].key {
			return nil, underKey(entries[i].key, fmt.Errorf("two keys of %s have this text", v.Type()))
		}
	}
	return entries, nil
}

func (w *writer) mapEntry(key string, item plan, value reflect.Value) error {
	if err := w.key(key); err != nil {
		return err
	}
	return item(w, value, afterKey)
}

// writeStringMap is the short way for labels, annotations and configuration.
func writeStringMap(w *writer, v reflect.Value, at place) error {
	m := v.Interface().(map[string]string)
	before, err := w.enter(at, false)
	if err != nil {
		return err
	}
	body, first := len(w.buf), len(w.keys)
	for key := range m {
		w.keys = append(w.keys, key)
	}
	keys := w.keys[first:]
	slices.Sort(keys)
	for _, key := range keys {
		if err := w.key(key); err != nil {
			return underKey(key, err)
		}
		if err := w.string(m[key], afterKey); err != nil {
			return underKey(key, err)
		}
	}
	w.keys = w.keys[:first]
	w.leave(at, before, body, "{}")
	return nil
}

type keyText func(reflect.Value) (string, error)

// keyRule says how keys of the type are written; nil where they cannot be.
func keyRule(t reflect.Type) keyText {
	switch {
	case t.Kind() == reflect.String:
		return func(v reflect.Value) (string, error) { return v.String(), nil }
	case t.Implements(textMarshalerType):
		return func(v reflect.Value) (string, error) {
			if v.Kind() == reflect.Pointer && v.IsNil() {
				return "", nil
			}
			text, err := v.Interface().(encoding.TextMarshaler).MarshalText()
			return string(text), err
		}
	}
	switch t.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(v reflect.Value) (string, error) { return strconv.FormatInt(v.Int(), 10), nil }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return func(v reflect.Value) (string, error) { return strconv.FormatUint(v.Uint(), 10), nil }
	default:
		return nil
	}
}
