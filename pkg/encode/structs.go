package encode

import (
	"bytes"
	"reflect"
)

// field writes one field of a struct.
type field struct {
	name string
	// key is the name as YAML with its colon.
	key   []byte
	index []int
	plan  *plan
	// isEmpty says that the value is left out; nil where it never is.
	isEmpty func(reflect.Value) bool
	// dropEmpty leaves the field out when it is written as {}.
	dropEmpty bool
	// dropNull leaves the field out when it is written as null.
	dropNull bool
	// status marks the field status of a document.
	status bool
}

func (b *builder) structPlan(t reflect.Type) plan {
	var fields []field
	for _, f := range inOrder(t, jsonFields(t)) {
		fields = append(fields, b.field(f))
	}
	apiVersionFirst(fields)
	return func(w *writer, v reflect.Value, at place) error {
		before, err := w.enter(at, false)
		if err != nil {
			return err
		}
		body := len(w.buf)
		for i := range fields {
			if err := fields[i].write(w, v, at); err != nil {
				return underField(fields[i].name, err)
			}
		}
		w.leave(at, before, body, "{}")
		return nil
	}
}

// apiVersionFirst puts apiVersion before kind, which metav1.TypeMeta has the
// other way round.
func apiVersionFirst(fields []field) {
	for i := range len(fields) - 1 {
		if fields[i].name == "kind" && fields[i+1].name == "apiVersion" {
			fields[i], fields[i+1] = fields[i+1], fields[i]
		}
	}
}

func (b *builder) field(f jsonField) field {
	isStruct := f.typ.Kind() == reflect.Struct
	p := b.planOf(f.typ)
	if f.inQuote {
		p = quotedPlan(p)
	}
	return field{
		name:      f.name,
		key:       appendKey(nil, f.name),
		index:     f.index,
		plan:      p,
		isEmpty:   emptyRule(f),
		dropEmpty: isStruct && f.omitEmpty && !isMarshaler(f.typ),
		dropNull:  isStruct,
		status:    isStruct && f.name == "status",
	}
}

func (f *field) write(w *writer, v reflect.Value, at place) error {
	for i, step := range f.index {
		if i > 0 && v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return nil
			}
			v = v.Elem()
		}
		v = v.Field(step)
	}
	status := f.status && at == root
	if f.isEmpty != nil && f.isEmpty(v) || status && v.IsZero() {
		return nil
	}
	start, inLine := len(w.buf), w.inLine
	w.entry()
	w.buf = append(w.buf, f.key...)
	value := len(w.buf)
	if err := (*f.plan)(w, v, afterKey); err != nil {
		return err
	}
	written := w.buf[value:]
	if (f.dropEmpty || status) && bytes.Equal(written, []byte(" {}\n")) || f.dropNull && bytes.Equal(written, []byte(" null\n")) {
		w.buf, w.inLine = w.buf[:start], inLine
	}
	return nil
}

// emptyRule says when the field is left out before it is written.
func emptyRule(f jsonField) func(reflect.Value) bool {
	rule := emptyByKind(f)
	if !f.omitZero {
		return rule
	}
	isZero := zeroRule(f.typ)
	if rule == nil {
		return isZero
	}
	return func(v reflect.Value) bool { return rule(v) || isZero(v) }
}

func emptyByKind(f jsonField) func(reflect.Value) bool {
	switch f.typ.Kind() {
	case reflect.Pointer, reflect.Interface:
		return reflect.Value.IsNil
	case reflect.Map, reflect.Slice:
		if f.omitEmpty {
			return hasNoItems
		}
		if isMarshaler(f.typ) {
			return nil // nil may have a text of its own
		}
		return reflect.Value.IsNil
	case reflect.Struct:
		if f.typ == intOrStringType && f.name != "targetPort" {
			return nil
		}
	case reflect.Array:
		if f.omitEmpty {
			return hasNoItems
		}
		return nil
	default:
	}
	if f.omitEmpty {
		return reflect.Value.IsZero
	}
	return nil
}

func hasNoItems(v reflect.Value) bool { return v.Len() == 0 }

// zeroRule is the rule of omitzero: the method IsZero of the type if it has
// one, otherwise Go's zero value.
func zeroRule(t reflect.Type) func(reflect.Value) bool {
	type zeroer interface{ IsZero() bool }
	zeroerType := reflect.TypeFor[zeroer]()
	switch {
	case t.Kind() == reflect.Interface:
		return reflect.Value.IsZero
	case t.Implements(zeroerType):
		return func(v reflect.Value) bool {
			if v.Kind() == reflect.Pointer && v.IsNil() {
				return true
			}
			return v.Interface().(zeroer).IsZero()
		}
	case reflect.PointerTo(t).Implements(zeroerType):
		return func(v reflect.Value) bool { return v.Addr().Interface().(zeroer).IsZero() }
	default:
		return reflect.Value.IsZero
	}
}
