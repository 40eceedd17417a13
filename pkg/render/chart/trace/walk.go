package trace

import (
	"bytes"
	"encoding"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// walker turns typed objects into nodes. What package encode leaves out is
// left out here too.
type walker struct {
	knobs  []*knob.Knob
	fields map[reflect.Type]fields
	prints map[string]string
	walked map[walkedKey][]walked
	texts  map[string]*node
}

// fields of a type of structs.
type fields struct {
	all []field
	// name is where a name is, if there is one.
	name []int
}

// field is a field of a struct as encoding/json sees it.
type field struct {
	name      string
	key       []Part
	named     string
	index     []int
	omitEmpty bool
	// small says that the zero of the field is not to be told from its absence.
	small bool
}

// object is the node of an object, its apiVersion first.
func (w *walker) object(v reflect.Value) (*node, error) {
	n, err := w.node(v)
	if err != nil || n == nil {
		return n, err
	}
	for i, e := range n.entries {
		if len(e.key) == 1 && e.key[0].Literal == "apiVersion" {
			n.entries = slices.Concat([]entry{e}, n.entries[:i], n.entries[i+1:])
		}
	}
	return n, nil
}

func newWalker(knobs []*knob.Knob) *walker {
	return &walker{
		knobs: knobs, fields: map[reflect.Type]fields{}, prints: map[string]string{}, walked: map[walkedKey][]walked{},
		texts: map[string]*node{},
	}
}

// node of a value; nil for what is absent.
func (w *walker) node(v reflect.Value) (*node, error) {
	if !v.IsValid() || (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) && v.IsNil() {
		return nil, nil
	}
	if n, ok, err := w.own(v); ok {
		return n, err
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return w.node(v.Elem())
	case reflect.Struct:
		return w.again(v)
	case reflect.Map:
		return w.sorted(v)
	case reflect.Slice, reflect.Array:
		return w.list(v)
	case reflect.String:
		return w.text(v.String()), nil
	case reflect.Bool:
		return bare(strconv.FormatBool(v.Bool())), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return &node{parts: parts(strconv.FormatInt(v.Int(), 10), w.knobs)}, nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return bare(strconv.FormatUint(v.Uint(), 10)), nil
	case reflect.Float32, reflect.Float64:
		return &node{parts: parts(strconv.FormatFloat(v.Float(), 'f', -1, 64), w.knobs)}, nil
	default:
		return nil, fmt.Errorf("a %s cannot be written", v.Type())
	}
}

// own is the node of a value that writes itself as JSON.
func (w *walker) own(v reflect.Value) (*node, bool, error) {
	if v.CanAddr() && v.Kind() != reflect.Pointer {
		v = v.Addr()
	}
	var text []byte
	var err error
	switch m := v.Interface().(type) {
	case json.Marshaler:
		text, err = m.MarshalJSON()
	case encoding.TextMarshaler:
		if text, err = m.MarshalText(); err == nil {
			text, err = json.Marshal(string(text))
		}
	default:
		return nil, false, nil
	}
	if err != nil || bytes.Equal(text, []byte("null")) {
		return nil, true, err
	}
	if !bytes.ContainsAny(text[:1], `"{[`) { // a number or a bool
		return &node{parts: parts(string(text), w.knobs)}, true, nil
	}
	var value any
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		return nil, true, err
	}
	n, err := w.node(reflect.ValueOf(value))
	return n, true, err
}

func (w *walker) mapping(v reflect.Value) (*node, error) {
	fields := w.fieldsOf(v.Type()).all
	n := &node{kind: mapping, entries: make([]entry, 0, min(len(fields), 8))}
	for _, f := range fields {
		at, err := v.FieldByIndexErr(f.index)
		if err != nil { // in an embedded struct that is nil
			continue
		}
		if f.omitEmpty && (at.IsZero() || (at.Kind() == reflect.Map || at.Kind() == reflect.Slice) && at.Len() == 0) {
			continue
		}
		value, err := w.node(at)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
		if value == nil || value.isEmptyMap() && at.Kind() == reflect.Struct && (f.omitEmpty || f.name == "status") {
			continue
		}
		n.entries = append(n.entries, entry{key: f.key, value: value, optional: f.small, named: f.named})
	}
	return w.whole(n)
}

func (n *node) isEmptyMap() bool {
	return n.kind == scalar && !n.text && len(n.parts) == 1 && n.parts[0].Literal == "{}"
}

func (w *walker) sorted(v reflect.Value) (*node, error) {
	n := &node{kind: mapping, entries: make([]entry, 0, v.Len())}
	for _, key := range slices.SortedFunc(slices.Values(v.MapKeys()), byText) {
		value, err := w.node(v.MapIndex(key))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		if value == nil {
			value = bare("null")
		}
		n.entries = append(n.entries, w.merged(entry{key: w.text(key.String()).parts, value: value}))
	}
	return w.whole(n)
}

func byText(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) }

func (w *walker) list(v reflect.Value) (*node, error) {
	if v.Kind() == reflect.Slice && v.IsNil() {
		return nil, nil
	}
	if v.Type().Elem().Kind() == reflect.Uint8 && v.Kind() == reflect.Slice {
		return &node{parts: []Part{{Literal: base64.StdEncoding.EncodeToString(v.Bytes())}}, text: true}, nil
	}
	n := &node{kind: list}
	for i := range v.Len() {
		item, err := w.node(v.Index(i))
		if err != nil {
			return nil, fmt.Errorf("item %d: %w", i, err)
		}
		if item == nil {
			item = bare("null")
		}
		n.items = append(n.items, w.spliced(item))
	}
	if len(n.items) == 0 {
		return bare("[]"), nil
	}
	n.items = collapse(n.items)
	return n, nil
}

// fieldsOf lists the fields that encoding/json writes.
func (w *walker) fieldsOf(of reflect.Type) fields {
	if known, ok := w.fields[of]; ok {
		return known
	}
	var all []field
	for i := range of.NumField() {
		f := of.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		inline := name == "" && (f.Anonymous || strings.Contains(options, "inline"))
		switch {
		case name == "-" || !f.IsExported() && !f.Anonymous:
		case inline:
			embedded := f.Type
			if embedded.Kind() == reflect.Pointer {
				embedded = embedded.Elem()
			}
			for _, inner := range w.fieldsOf(embedded).all {
				inner.index = append([]int{i}, inner.index...)
				all = append(all, inner)
			}
		default:
			if name == "" {
				name = f.Name
			}
			key := []Part{{Literal: name}}
			omit := strings.Contains(options, "omitempty") || strings.Contains(options, "omitzero")
			small := omit && f.Type.Kind() != reflect.Pointer
			all = append(all, field{name, key, (&entry{key: key}).name(), []int{i}, omit, small})
		}
	}
	known := fields{all: all}
	if name, ok := of.FieldByName("Name"); ok && name.Type.Kind() == reflect.String {
		known.name = name.Index
	}
	w.fields[of] = known
	return known
}
