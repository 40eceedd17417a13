// Package componenttest holds the tests that every part has to pass.
package componenttest

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

const token = "zz-token"

// Transparent checks that objects is transparent (package component): each
// knob comes out in the objects as it is, none steers what objects there are
// unless its tag declares so, the values are not changed, and zero values do
// not panic. Knobs that have no effect in any variant of the defaults, and have
// one in those of another call, are named.
func Transparent[V any](t *testing.T, defaults V, objects func(V) []component.Object, without ...string) {
	t.Helper()
	var zero V
	objects(zero)

	shapes := variants(t, reflect.ValueOf(defaults))
	render := func(v reflect.Value) string {
		typed := v.Interface().(V)
		before := encode(t, typed)
		rendered := encode(t, objects(typed))
		if after := encode(t, typed); after != before {
			t.Fatalf("objects changed its values:\nbefore %s\nafter  %s", before, after)
		}
		return rendered
	}
	baseline := make([]string, len(shapes))
	for i, shape := range shapes {
		baseline[i] = render(shape.value)
	}
	for _, leaf := range leaves(reflect.TypeFor[V](), nil, "") {
		if slices.Contains(without, leaf.name) {
			continue
		}
		t.Run(leaf.name, func(t *testing.T) {
			var used bool
			for i, shape := range shapes {
				changed := deepCopy(t, shape.value)
				if !leaf.set(changed) {
					continue
				}
				rendered := render(changed)
				if rendered == baseline[i] {
					continue
				}
				if !leaf.plain && !strings.Contains(rendered, token) && !strings.Contains(rendered, "12321") {
					t.Errorf("with %s the knob changes the objects but does not come out in them: declare it a switch, a choice or an each, or compute in stack.Complete", shape.name)
				}
				if !leaf.inEach && kinds(t, rendered) != kinds(t, baseline[i]) {
					t.Errorf("with %s the knob changes what objects there are", shape.name)
				}
				used = true
			}
			if !used {
				t.Errorf("the knob does nothing: no object changes with it")
			}
		})
	}
}

type shape struct {
	name  string
	value reflect.Value
}

// variants gives the defaults, the defaults with all switches on, with all
// off, and the choices in each of their values.
func variants(t *testing.T, defaults reflect.Value) []shape {
	t.Helper()
	shapes := []shape{{"defaults", deepCopy(t, defaults)}}
	for _, on := range []bool{true, false} {
		value := deepCopy(t, defaults)
		visit(value, "", func(_ string, tag string, field reflect.Value) {
			if isSwitch(tag) {
				field.SetBool(on)
			}
		})
		shapes = append(shapes, shape{fmt.Sprintf("all switches %t", on), value})
	}
	choices := map[string][]string{}
	visit(deepCopy(t, defaults), "", func(name, tag string, _ reflect.Value) {
		if list, ok := strings.CutPrefix(tag, "choice="); ok {
			choices[name] = strings.Split(list, "|")
		}
	})
	for _, choice := range slices.Sorted(maps.Keys(choices)) {
		for _, option := range choices[choice] {
			value := deepCopy(t, shapes[1].value)
			visit(value, "", func(name, _ string, field reflect.Value) {
				if name == choice {
					field.SetString(option)
				}
			})
			shapes = append(shapes, shape{choice + "=" + option, value})
		}
	}
	return shapes
}

func isSwitch(tag string) bool { return tag == "switch" || strings.HasPrefix(tag, "switch=") }

// visit calls f for each tagged field of a struct, nested ones included.
func visit(value reflect.Value, path string, f func(name, tag string, field reflect.Value)) {
	for i := range value.NumField() {
		field := value.Type().Field(i)
		name := path + "." + field.Name
		if tag := field.Tag.Get("chart"); tag != "" {
			f(name, tag, value.Field(i))
		}
		if field.Type.Kind() == reflect.Struct && ours(field.Type) {
			visit(value.Field(i), name, f)
		}
	}
}

// ours says whether a struct is one of knobs rather than a type of Kubernetes.
func ours(t reflect.Type) bool {
	return strings.HasPrefix(t.PkgPath(), "github.com/flinkgen/flinkgen/")
}

type leaf struct {
	name string
	// plain values, such as a bool or {}, cannot be recognised.
	plain  bool
	inEach bool
	set    func(root reflect.Value) bool
}

func leaves(t reflect.Type, at func(reflect.Value) reflect.Value, path string) []leaf {
	if at == nil {
		at = func(v reflect.Value) reflect.Value { return v }
	}
	var all []leaf
	for i := range t.NumField() {
		field := t.Field(i)
		name := strings.TrimPrefix(path+"."+field.Name, ".")
		here := func(v reflect.Value) reflect.Value { return at(v).Field(i) }
		tag := field.Tag.Get("chart")
		switch {
		case tag == "-" || isSwitch(tag) || strings.HasPrefix(tag, "choice="):
		case tag == "each" && field.Type.Kind() == reflect.Slice && field.Type.Elem().Kind() == reflect.Struct:
			one := func(v reflect.Value) reflect.Value {
				list := here(v)
				if list.Len() == 0 {
					list.Set(reflect.MakeSlice(list.Type(), 1, 1))
				}
				return list.Index(0)
			}
			for _, l := range leaves(field.Type.Elem(), one, name+"[]") {
				l.inEach = true
				all = append(all, l)
			}
		case field.Type.Kind() == reflect.Struct && ours(field.Type):
			all = append(all, leaves(field.Type, here, name)...)
		default:
			all = append(all, leaf{name: name, plain: field.Type.Kind() == reflect.Bool || empty(field.Type), inEach: tag == "each", set: func(root reflect.Value) bool {
				return fill(here(root))
			}})
		}
	}
	return all
}

// empty says whether a value is there or not, and no more.
func empty(t reflect.Type) bool {
	return t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct && t.Elem().NumField() == 0
}

// fill puts something recognisable into a value.
func fill(v reflect.Value) bool {
	switch v.Interface().(type) {
	case resource.Quantity:
		v.Set(reflect.ValueOf(resource.MustParse("12321")))
		return true
	case intstr.IntOrString:
		v.Set(reflect.ValueOf(intstr.FromString(token)))
		return true
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(token)
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(12321)
	case reflect.Float64:
		v.SetFloat(12321)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		return fill(v.Index(0))
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		key.SetString(token)
		if value.Kind() != reflect.Interface && !fill(value) {
			return false
		}
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		if v.NumField() == 0 {
			return true
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && fill(v.Field(i)) {
				return true
			}
		}
		return false
	default:
		return false
	}
	return true
}

func deepCopy(t *testing.T, v reflect.Value) reflect.Value {
	t.Helper()
	data, err := json.Marshal(v.Interface())
	if err != nil {
		t.Fatalf("the values cannot be encoded: %v", err)
	}
	copied := reflect.New(v.Type())
	if err := json.Unmarshal(data, copied.Interface()); err != nil {
		t.Fatalf("the values do not decode again: %v", err)
	}
	// Fields that are not in the stack file (json:"-") travel as they are.
	keepHidden(copied.Elem(), v)
	return copied.Elem()
}

func keepHidden(to, from reflect.Value) {
	for i := range from.NumField() {
		field := from.Type().Field(i)
		switch {
		case field.Tag.Get("json") == "-":
			to.Field(i).Set(from.Field(i))
		case field.Type.Kind() == reflect.Struct && ours(field.Type):
			keepHidden(to.Field(i), from.Field(i))
		}
	}
}

func encode(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("objects cannot be encoded: %v", err)
	}
	return string(data)
}

func kinds(t *testing.T, rendered string) string {
	t.Helper()
	var objects []struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal([]byte(rendered), &objects); err != nil {
		t.Fatalf("objects do not decode: %v", err)
	}
	var b strings.Builder
	for _, object := range objects {
		fmt.Fprintln(&b, object.Kind)
	}
	return b.String()
}
