package stack

import (
	"reflect"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// walk goes through the fields of a struct, in their order.
type walk struct {
	// visit gets a pointer to every struct and every map of texts.
	visit func(any)
	// trail leads to the value that is visited.
	trail []step
}

// step is a field, or an item of a list where it has no name.
type step struct {
	name  string
	index int
}

// path of the value that is visited.
func (w *walk) path() *field.Path {
	var at *field.Path
	for _, s := range w.trail {
		if s.name == "" {
			at = at.Index(s.index)
		} else {
			at = at.Child(s.name)
		}
	}
	return at
}

func (w *walk) through(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			w.through(v.Elem())
		}
	case reflect.Map:
		if texts, ok := v.Addr().Interface().(*map[string]string); ok {
			w.visit(texts)
		}
	case reflect.Struct:
		w.visit(v.Addr().Interface())
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() {
				w.field(field, v.Field(i))
			}
		}
	case reflect.Slice:
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
		w.through(v)
	case name == "":
		w.below(step{name: f.Name}, v)
	default:
		w.below(step{name: name}, v)
	}
}

func (w *walk) below(s step, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Struct, reflect.Slice:
		w.trail = append(w.trail, s)
		w.through(v)
		w.trail = w.trail[:len(w.trail)-1]
	}
}
