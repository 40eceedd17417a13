package images

import (
	"reflect"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// walk goes through the fields of a struct, in their order.
type walk struct {
	// visit gets the name and a pointer of every struct, every map of texts and
	// every field that is a text.
	visit func(name string, pointer any)
	// trail leads to the value that is visited.
	trail []step
}

// path of the value that is visited, below at.
func (w *walk) path(at *field.Path) *field.Path {
	for _, s := range w.trail {
		if s.key == "" {
			at = at.Index(s.index)
		} else {
			at = at.Child(s.key)
		}
	}
	return at
}

func (w *walk) through(name string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			w.through(name, v.Elem())
		}
	case reflect.Map:
		if texts, ok := reflect.TypeAssert[*map[string]string](v.Addr()); ok {
			w.visit(name, texts)
		}
	case reflect.String:
		if text, ok := reflect.TypeAssert[*string](v.Addr()); ok {
			w.visit(name, text)
		}
	case reflect.Struct:
		w.visit(name, v.Addr().Interface())
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() {
				w.field(field, v.Field(i))
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.String {
			return // arguments of the user's program, names
		}
		for i := range v.Len() {
			w.below(step{index: i}, v.Index(i))
		}
	}
}

// field is a step of its own, unless the struct embeds it.
func (w *walk) field(f reflect.StructField, v reflect.Value) {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	switch {
	case name == "" && f.Anonymous:
		w.through("", v)
	case name == "":
		w.below(step{key: f.Name}, v)
	default:
		w.below(step{key: name}, v)
	}
}

func (w *walk) below(s step, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Struct, reflect.Slice, reflect.String:
		w.trail = append(w.trail, s)
		w.through(s.key, v)
		w.trail = w.trail[:len(w.trail)-1]
	}
}
