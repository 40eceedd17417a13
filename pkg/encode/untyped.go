package encode

import (
	"cmp"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
)

// any writes a value of unknown type: the common ones directly.
func (w *writer) any(v any, at place) error {
	switch v := v.(type) {
	case nil:
		w.line(at, "null")
		return nil
	case string:
		return w.string(v, at)
	case bool:
		w.line(at, strconv.FormatBool(v))
		return nil
	case json.Number:
		return w.number(string(v), at)
	case int64:
		w.line(at, strconv.FormatInt(v, 10))
		return nil
	case float64:
		return w.float(v, 64, at)
	case map[string]any:
		return w.anyMap(v, at)
	case []any:
		return w.anyList(v, at)
	default:
		return w.value(addressable(reflect.ValueOf(v)), at)
	}
}

func (w *writer) anyMap(m map[string]any, at place) error {
	if m == nil {
		w.line(at, "null")
		return nil
	}
	before, err := w.enter(at, false)
	if err != nil {
		return err
	}
	type item struct {
		key   string
		value any
	}
	body, items := len(w.buf), make([]item, 0, len(m))
	for key, value := range m {
		items = append(items, item{key, value})
	}
	slices.SortFunc(items, func(a, b item) int { return cmp.Compare(a.key, b.key) })
	for _, item := range items {
		if err := w.key(item.key); err != nil {
			return underKey(item.key, err)
		}
		if err := w.any(item.value, afterKey); err != nil {
			return underKey(item.key, err)
		}
	}
	w.leave(at, before, body, "{}")
	return nil
}

func (w *writer) anyList(list []any, at place) error {
	if list == nil {
		w.line(at, "null")
		return nil
	}
	before, err := w.enter(at, true)
	if err != nil {
		return err
	}
	body := len(w.buf)
	for i, item := range list {
		w.entry()
		w.buf = append(w.buf, '-')
		if err := w.any(item, afterDash); err != nil {
			return underIndex(i, err)
		}
	}
	w.leave(at, before, body, "[]")
	return nil
}
