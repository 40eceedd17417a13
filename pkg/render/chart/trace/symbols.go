package trace

import (
	"reflect"
	"slices"
	"strconv"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// copies is the number of items that a list is tried with: the fewest that
// show what repeats.
const copies = 2

// state says, by the ID of a knob, which of its states each has.
type state []int

// states is the number of states of a knob: an enum has one for each option, a
// bool is off and on, and what can be absent is absent or a symbol.
func states(k *knob.Knob) int {
	switch {
	case k.Kind == knob.Name, k.Kind == knob.Namespace, k.Kind == knob.Image, identity(k), k.NameByDefault,
		k.Kind == knob.IntOrString && !k.Optional:
		return 1
	case k.Kind == knob.Choice:
		return len(k.Options)
	case k.Kind == knob.Flag && k.Optional:
		return 3
	default:
		return 2
	}
}

// identity says whether an item of a list is known by the knob, so that it is
// never empty: a text that the item must have, or that is the item.
func identity(k *knob.Knob) bool {
	return k.Parent != nil && (len(k.Path) == 0 || k.Required && k.Kind == knob.Text)
}

// The states of a knob that is no enum.
const (
	absent = iota
	present
	refused // an optional bool that is false
)

// full is the state in which everything is there.
func full(knobs []*knob.Knob) state {
	s := make(state, len(knobs))
	for _, k := range knobs {
		if k.Kind != knob.Choice {
			s[k.ID] = present
		}
	}
	return s
}

// symbolic gives the part's values with a symbol in each knob.
func symbolic(t *knob.Table, base reflect.Value, s state) reflect.Value {
	v := reflect.New(t.Type).Elem()
	v.Set(base)
	for _, k := range t.Knobs {
		put(k, v, nil, s)
	}
	return v
}

func put(k *knob.Knob, root reflect.Value, at []int, s state) {
	field := k.Value(root)
	field.SetZero()
	switch {
	case k.Kind == knob.Choice:
		field.SetString(k.Options[s[k.ID]])
	case k.Kind == knob.Flag && k.Optional && s[k.ID] != absent:
		field.Set(reflect.New(field.Type().Elem()))
		field.Elem().SetBool(s[k.ID] == present)
	case s[k.ID] == absent && states(k) > 1:
	case k.Kind == knob.Flag:
		field.SetBool(true)
	case k.Kind == knob.Each:
		field.Set(reflect.MakeSlice(field.Type(), copies, copies))
		for i := range copies {
			for _, item := range k.Items {
				put(item, field.Index(i), append(slices.Clip(at), i), s)
			}
		}
	default:
		fill(field, Ref{k, at})
	}
}

// fill puts the symbol of a knob into a value; it reports whether there was a
// place for it.
func fill(v reflect.Value, ref Ref) bool {
	switch v.Type() {
	case reflect.TypeFor[resource.Quantity]():
		v.Set(reflect.ValueOf(resource.MustParse(strconv.Itoa(ref.number()))))
		return true
	case reflect.TypeFor[intstr.IntOrString]():
		v.Set(reflect.ValueOf(intstr.FromString(ref.text())))
		return true
	}
	if ref.Knob.Kind == knob.Image && v.Kind() == reflect.Struct {
		// Both parts of an image that reach an object.
		v.FieldByName("Repository").SetString(ref.text())
		v.FieldByName("PullPolicy").SetString(ref.text() + policy)
		return true
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(ref.text())
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(ref.number()))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(float64(ref.number()))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return fill(v.Elem(), ref)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		return fill(v.Index(0), ref)
	case reflect.Interface:
		v.Set(reflect.ValueOf(ref.text()))
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		key.SetString(ref.text())
		if !fill(value, ref) {
			return false
		}
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && fill(v.Field(i), ref) {
				return true
			}
		}
		return false
	default:
		return false
	}
	return true
}
