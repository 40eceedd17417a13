package encode

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
)

func writeString(w *writer, v reflect.Value, at place) error { return w.string(v.String(), at) }

func writeBool(w *writer, v reflect.Value, at place) error {
	w.line(at, strconv.FormatBool(v.Bool()))
	return nil
}

func writeInt(w *writer, v reflect.Value, at place) error {
	w.space(at)
	w.buf = strconv.AppendInt(w.buf, v.Int(), 10)
	w.buf = append(w.buf, '\n')
	return nil
}

func writeUint(w *writer, v reflect.Value, at place) error {
	w.space(at)
	w.buf = strconv.AppendUint(w.buf, v.Uint(), 10)
	w.buf = append(w.buf, '\n')
	return nil
}

func writeFloat32(w *writer, v reflect.Value, at place) error { return w.float(v.Float(), 32, at) }

func writeFloat64(w *writer, v reflect.Value, at place) error { return w.float(v.Float(), 64, at) }

// writeBytes writes base64, as Secrets hold it.
func writeBytes(w *writer, v reflect.Value, at place) error {
	return w.string(base64.StdEncoding.EncodeToString(v.Bytes()), at)
}

// writeNumber writes the text of a json.Number.
func writeNumber(w *writer, v reflect.Value, at place) error { return w.number(v.String(), at) }

// float writes the shortest text that reads back as the same number.
func (w *writer) float(f float64, bits int, at place) error {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return fmt.Errorf("unsupported number %v", f)
	}
	format := byte('f')
	if size := math.Abs(f); size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
	}
	return w.number(strconv.FormatFloat(f, format, -1, bits), at)
}

// number writes the text of a JSON number. One with an exponent gets a
// fraction and a sign, without which YAML 1.1 reads a string.
func (w *writer) number(text string, at place) error {
	if text == "" {
		text = "0" // encoding/json reads the empty json.Number so
	}
	if !isJSONNumber(text) {
		return errors.New("not a JSON number")
	}
	if mantissa, exponent, found := strings.Cut(strings.ToLower(text), "e"); found {
		if !strings.Contains(mantissa, ".") {
			mantissa += ".0"
		}
		if exponent[0] != '-' && exponent[0] != '+' {
			exponent = "+" + exponent
		}
		text = mantissa + "e" + exponent
	}
	w.line(at, text)
	return nil
}

func isJSONNumber(text string) bool {
	first := strings.TrimPrefix(text, "-")
	return first != "" && '0' <= first[0] && first[0] <= '9' && json.Valid([]byte(text)) && strings.TrimSpace(text) == text
}

// quotedPlan is the tag option string: the scalar as a string.
func quotedPlan(scalar *plan) *plan {
	p := plan(func(w *writer, v reflect.Value, at place) error {
		for v.Kind() == reflect.Pointer && !v.IsNil() {
			v = v.Elem()
		}
		if isMarshaler(v.Type()) || v.Kind() == reflect.Pointer {
			return (*scalar)(w, v, at)
		}
		text, err := json.Marshal(v.Interface())
		if err != nil {
			return err
		}
		return w.string(string(text), at)
	})
	return &p
}
