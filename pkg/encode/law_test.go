package encode

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	yamlv3 "go.yaml.in/yaml/v3"
	"k8s.io/apimachinery/pkg/api/equality"
	"sigs.k8s.io/yaml"
)

const randomObjects = 1000

// Reading back gives the object again. Equal means equality.Semantic: nil and
// empty lists and maps are the same, quantities and times compare by value.
// Nothing is left out of the comparison: what the encoder drops must come back
// by itself as the zero value.
func TestTypedRoundTrip(t *testing.T) {
	for seed := range int64(randomObjects) {
		want := randomObject(seed)
		text, err := Append(nil, want)
		if err != nil {
			t.Fatalf("seed %d: %T: %v", seed, want, err)
		}
		got := reflect.New(reflect.TypeOf(want).Elem()).Interface()
		if err := yaml.UnmarshalStrict(text, got); err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, text)
		}
		if !equality.Semantic.DeepEqual(got, want) {
			t.Fatalf("seed %d: %T differs (-want +got):\n%s", seed, want, diffAsJSON(t, want, got))
		}
	}
}

// A second reader sees exactly what encoding/json writes, but for the fields
// that mayDrop allows to be missing.
func TestGenericRoundTrip(t *testing.T) {
	for seed := range int64(randomObjects) {
		object := randomObject(seed)
		text, err := Append(nil, object)
		if err != nil {
			t.Fatalf("seed %d: %T: %v", seed, object, err)
		}
		var got any
		if err := yamlv3.Unmarshal(text, &got); err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, text)
		}
		if err := sameAsJSON("", got, generic(t, object), reflect.ValueOf(object), true); err != nil {
			t.Fatalf("seed %d: %T: %v\n%s", seed, object, err, text)
		}
	}
}

func TestStableBytes(t *testing.T) {
	for seed := range int64(20) {
		object := randomObject(seed)
		first, err := Append(nil, object)
		if err != nil {
			t.Fatal(err)
		}
		for range 50 {
			again, err := Append(nil, object)
			if err != nil || !bytes.Equal(first, again) {
				t.Fatalf("seed %d: %v: other bytes:\n%s", seed, err, cmp.Diff(string(first), string(again)))
			}
		}
	}
}

func diffAsJSON(t *testing.T, want, got any) string {
	t.Helper()
	return cmp.Diff(generic(t, want), generic(t, got))
}

// generic is the value as encoding/json sees it.
func generic(t *testing.T, v any) any {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var out any
	if err := decoder.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// sameAsJSON compares what YAML gave with what JSON gave for the value v.
func sameAsJSON(path string, got, want any, v reflect.Value, document bool) error {
	for v.IsValid() && (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) {
		v = v.Elem()
	}
	switch want := want.(type) {
	case map[string]any:
		got, ok := got.(map[string]any)
		if !ok {
			return fmt.Errorf("%s: got %T, want a mapping", path, got)
		}
		for name, value := range want {
			inner := child(v, name)
			have, found := got[name]
			if !found {
				if mayDrop(value, inner, fieldOf(v, name), document) {
					continue
				}
				return fmt.Errorf("%s.%s is missing", path, name)
			}
			if err := sameAsJSON(path+"."+name, have, value, inner, false); err != nil {
				return err
			}
		}
		for name := range got {
			if _, found := want[name]; !found {
				return fmt.Errorf("%s.%s is not in the JSON", path, name)
			}
		}
		return nil
	case []any:
		got, ok := got.([]any)
		if !ok || len(got) != len(want) {
			return fmt.Errorf("%s: got %v, want %d items", path, got, len(want))
		}
		for i := range want {
			var item reflect.Value
			if v.IsValid() && v.Kind() == reflect.Slice {
				item = v.Index(i)
			}
			if err := sameAsJSON(path+"["+strconv.Itoa(i)+"]", got[i], want[i], item, false); err != nil {
				return err
			}
		}
		return nil
	case json.Number:
		if !sameNumber(got, want) {
			return fmt.Errorf("%s: got %T %v, want the number %s", path, got, got, want)
		}
		return nil
	default:
		if got != want {
			return fmt.Errorf("%s: got %T %#v, want %#v", path, got, got, want)
		}
		return nil
	}
}

func sameNumber(got any, want json.Number) bool {
	if f, ok := got.(float64); ok {
		number, err := want.Float64()
		return err == nil && f == number
	}
	return fmt.Sprint(got) == want.String()
}

// mayDrop is the list of what may be missing: nil, and structs that are zero
// or hold only what may be missing, if their tag says omitempty or they are
// the status of a document.
func mayDrop(want any, v reflect.Value, f *jsonField, document bool) bool {
	if f == nil {
		return false
	}
	if want == nil {
		return v.Kind() == reflect.Struct || v.IsNil()
	}
	status := document && f.name == "status"
	if v.Kind() != reflect.Struct || !f.omitEmpty && !status {
		return false
	}
	if f.typ == intOrStringType {
		return f.name == "targetPort" && v.IsZero()
	}
	if v.IsZero() {
		return true
	}
	fields, ok := want.(map[string]any)
	for name, value := range fields {
		ok = ok && mayDrop(value, child(v, name), fieldOf(v, name), false)
	}
	return ok && !isMarshaler(v.Type())
}

// fieldsByName spares the tests time; they run one after the other.
var fieldsByName = map[reflect.Type]map[string]*jsonField{}

func fieldOf(v reflect.Value, name string) *jsonField {
	if !v.IsValid() || v.Kind() != reflect.Struct || isMarshaler(v.Type()) {
		return nil
	}
	fields, ok := fieldsByName[v.Type()]
	if !ok {
		fields = map[string]*jsonField{}
		for _, f := range jsonFields(v.Type()) {
			fields[f.name] = &f
		}
		fieldsByName[v.Type()] = fields
	}
	return fields[name]
}

func child(v reflect.Value, name string) reflect.Value {
	if f := fieldOf(v, name); f != nil {
		return v.FieldByIndex(f.index)
	}
	return reflect.Value{}
}
