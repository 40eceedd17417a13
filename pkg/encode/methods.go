package encode

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"unicode/utf8"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// methodPlan writes values through their method MarshalJSON or MarshalText.
// The type is a pointer type; values may be such a pointer or its target.
func methodPlan(t reflect.Type) plan {
	call := writeTextMarshaler
	if t.Implements(marshalerType) {
		call = writeMarshaler
	}
	return func(w *writer, v reflect.Value, at place) error {
		if v.Type() != t {
			v = v.Addr()
		}
		return call(w, v.Interface(), at)
	}
}

func writeMarshaler(w *writer, v any, at place) error {
	raw, err := v.(json.Marshaler).MarshalJSON()
	if err != nil {
		return err
	}
	return w.json(raw, at)
}

func writeTextMarshaler(w *writer, v any, at place) error {
	text, err := v.(encoding.TextMarshaler).MarshalText()
	if err != nil {
		return err
	}
	return w.string(string(text), at)
}

// json writes JSON text as YAML, keys sorted.
func (w *writer) json(raw []byte, at place) error {
	if !utf8.Valid(raw) {
		return errInvalidUTF8
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		return fmt.Errorf("invalid JSON: %w", err)
	}
	if decoder.More() {
		return errors.New("invalid JSON: text after the value")
	}
	return w.any(v, at)
}

// writeQuantity writes the canonical form. It does not call String, which
// changes the quantity and so must not run twice at once.
func writeQuantity(w *writer, v reflect.Value, at place) error {
	quantity := v.Addr().Interface().(*resource.Quantity)
	var room [32]byte
	number, suffix := quantity.CanonicalizeBytes(room[:0])
	return w.string(string(append(number, suffix...)), at)
}

func writeIntOrString(w *writer, v reflect.Value, at place) error {
	value := v.Addr().Interface().(*intstr.IntOrString)
	switch value.Type {
	case intstr.Int:
		w.line(at, strconv.Itoa(int(value.IntVal)))
		return nil
	case intstr.String:
		return w.string(value.StrVal, at)
	default:
		return fmt.Errorf("unknown type %d of an IntOrString", value.Type)
	}
}
