package encode

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"reflect"
)

// Texter is an object that brings its own YAML, without a document separator.
type Texter interface {
	EncodedYAML() []byte
}

// Append appends v to dst as one YAML document, which has no separator and
// ends in a newline. On an error it returns dst as it was; the error names the
// field but never a value, which may be secret.
func Append(dst []byte, v any) ([]byte, error) {
	if texter, ok := v.(Texter); ok {
		return appendText(dst, texter)
	}
	w := writer{buf: dst}
	if err := w.value(addressable(reflect.ValueOf(v)), root); err != nil {
		return dst, err
	}
	return w.buf, nil
}

// Documents writes the objects as a YAML stream with "---" between them. Use
// slices.Values for a slice.
func Documents[T any](w io.Writer, objects iter.Seq[T]) error {
	var buffer []byte
	index := 0
	for object := range objects {
		buffer = buffer[:0]
		if index > 0 {
			buffer = append(buffer, "---\n"...)
		}
		var err error
		if buffer, err = Append(buffer, object); err != nil {
			return fmt.Errorf("document %d (%T): %w", index, object, err)
		}
		if _, err := w.Write(buffer); err != nil {
			return err
		}
		index++
	}
	return nil
}

func appendText(dst []byte, texter Texter) ([]byte, error) {
	text := texter.EncodedYAML()
	if len(bytes.TrimSpace(text)) == 0 {
		return dst, errors.New("the object's own YAML is empty")
	}
	dst = append(dst, text...)
	if dst[len(dst)-1] != '\n' {
		dst = append(dst, '\n')
	}
	return dst, nil
}

// addressable gives a value on which methods with pointer receivers can be
// called: v itself or a copy.
func addressable(v reflect.Value) reflect.Value {
	if !v.IsValid() || v.CanAddr() || v.Kind() == reflect.Pointer {
		return v
	}
	copied := reflect.New(v.Type()).Elem()
	copied.Set(v)
	return copied
}
