package knob

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

var apiVersion = regexp.MustCompile(`/v[0-9]+((alpha|beta)[0-9]+)?$`)

// Table lists the knobs of a part.
type Table struct {
	// Type is the struct of the part's Values.
	Type reflect.Type
	// Knobs in the order of the struct. Those in lists are in their Items only.
	Knobs []*Knob
	// Sections are the structs around knobs, but for those that are inlined.
	Sections []Section

	all   []*Knob
	fixed map[string]bool
}

// Of lists the knobs of a struct. A knob whose path is fixed, and all below it,
// is left out, as is one tagged chart:"-". A field that the stack file does not
// have (json:"-") is a knob where its tag names its path: chart:"value=path" or
// chart:"switch=path".
func Of(values reflect.Type, fixed ...string) (*Table, error) {
	if values.Kind() != reflect.Struct {
		return nil, fmt.Errorf("values are a struct, not %s", values)
	}
	t := &Table{Type: values, fixed: map[string]bool{}}
	for _, path := range fixed {
		t.fixed[path] = false
	}
	t.Knobs = t.fields(values, nil, nil, nil)
	for _, path := range fixed {
		if !t.fixed[path] {
			return nil, fmt.Errorf("no value %q to fix in %s", path, values)
		}
	}
	return t, nil
}

// All lists every knob, those in lists after their list. A knob's ID is its
// place in it.
func (t *Table) All() []*Knob { return t.all }

// Find gives the knob of a path as String writes it.
func (t *Table) Find(path string) (*Knob, bool) {
	i := slices.IndexFunc(t.all, func(k *Knob) bool { return k.String() == path })
	if i < 0 {
		return nil, false
	}
	return t.all[i], true
}

// NameByDefault makes texts mean the base name of the objects where they are
// empty. The part has to have a base name.
func (t *Table) NameByDefault(paths ...string) error {
	for _, path := range paths {
		k, found := t.Find(path)
		if !found || k.Kind != Text || k.Parent != nil || !t.Named() {
			return fmt.Errorf("no text %q that could be the base name in %s", path, t.Type)
		}
		k.NameByDefault = true
	}
	return nil
}

// Named says that the objects of the part have a base name.
func (t *Table) Named() bool { return t.name() != nil }

// name is the knob of the base name, nil where the part has none.
func (t *Table) name() *Knob {
	i := slices.IndexFunc(t.Knobs, func(k *Knob) bool { return k.Kind == Name })
	if i < 0 {
		return nil
	}
	return t.Knobs[i]
}

func (t *Table) fields(of reflect.Type, path []string, index []int, parent *Knob) []*Knob {
	var knobs []*Knob
	for i := range of.NumField() {
		field := of.Field(i)
		if !field.IsExported() {
			continue
		}
		tag := field.Tag.Get("chart")
		here, named := fieldPath(field, tag, path)
		if !named || t.isFixed(here, parent) || tag == "-" {
			continue
		}
		at := append(slices.Clip(index), i)
		source := of.PkgPath() + "." + of.Name() + "." + field.Name
		if field.Type.Kind() == reflect.Struct && ours(field.Type) && tag != "each" {
			if len(here) > len(path) {
				t.Sections = append(t.Sections, Section{Path: (&Knob{Path: here, Parent: parent}).String(), Source: source})
			}
			knobs = append(knobs, t.fields(field.Type, here, at, parent)...)
			continue
		}
		k := t.knob(field, tag, here, at, parent)
		k.Source = source
		knobs = append(knobs, k)
	}
	return knobs
}

// fieldPath is the path of a field; one that is inlined has that of its struct.
func fieldPath(field reflect.StructField, tag string, path []string) ([]string, bool) {
	for _, prefix := range []string{"value=", "switch="} {
		if name, ok := strings.CutPrefix(tag, prefix); ok {
			return append(slices.Clip(path), strings.Split(name, ".")...), true
		}
	}
	name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
	switch {
	case name == "-":
		return nil, false
	case name == "" && (field.Anonymous || strings.Contains(options, "inline")):
		return path, true
	case name == "":
		name = field.Name
	}
	return append(slices.Clip(path), name), true
}

func (t *Table) isFixed(path []string, parent *Knob) bool {
	name := strings.Join(path, ".")
	if parent != nil {
		name = parent.String() + "[]." + name
	}
	if _, fixed := t.fixed[name]; fixed {
		t.fixed[name] = true
		return true
	}
	return false
}

func (t *Table) knob(field reflect.StructField, tag string, path []string, index []int, parent *Knob) *Knob {
	k := &Knob{ID: len(t.all), Path: path, Type: field.Type, Parent: parent, index: index}
	t.all = append(t.all, k)
	_, options, _ := strings.Cut(field.Tag.Get("json"), ",")
	k.Required = !strings.Contains(options, "omit")
	if enum := field.Tag.Get("enum"); enum != "" {
		k.Options = strings.Split(enum, ",")
	}
	switch options, choice := strings.CutPrefix(tag, "choice="); {
	case choice:
		k.Kind, k.Options = Choice, strings.Split(options, "|")
	case tag == "each":
		k.Kind = Each
		t.items(k)
	case tag == "name":
		k.Kind = Name
	case tag == "namespace":
		k.Kind = Namespace
	default:
		k.Kind, k.Optional = kindOf(field.Type)
		k.Declared = tag == "switch" || strings.HasPrefix(tag, "switch=")
		k.Optional = k.Optional || tag == "optional"
	}
	return k
}

func (t *Table) items(each *Knob) {
	element := each.Type.Elem()
	if element.Kind() == reflect.Struct && ours(element) {
		each.Items = t.fields(element, nil, nil, each)
		return
	}
	item := &Knob{ID: len(t.all), Type: element, Parent: each}
	item.Kind, item.Optional = kindOf(element)
	t.all = append(t.all, item)
	each.Items = []*Knob{item}
}

func kindOf(of reflect.Type) (kind Kind, optional bool) {
	if of.Kind() == reflect.Pointer {
		kind, _ = kindOf(of.Elem())
		return kind, kind != Tree || marker(of.Elem())
	}
	switch of {
	case reflect.TypeFor[resource.Quantity]():
		return Quantity, false
	case reflect.TypeFor[intstr.IntOrString]():
		return IntOrString, false
	case reflect.TypeFor[component.Image]():
		return Image, false
	}
	switch of.Kind() {
	case reflect.String:
		return Text, false
	case reflect.Int, reflect.Int32, reflect.Int64:
		return Integer, false
	case reflect.Float32, reflect.Float64:
		return Float, false
	case reflect.Bool:
		return Flag, false
	case reflect.Map:
		return Map, false
	case reflect.Slice:
		return List, false
	default:
		return Tree, false
	}
}

// marker says whether a struct has no fields, so that a pointer to it only says
// whether it is there.
func marker(of reflect.Type) bool { return of.Kind() == reflect.Struct && of.NumField() == 0 }

// ours says whether a struct is one of knobs rather than a type of an API,
// whose packages are named by their version (k8s.io/api/core/v1).
func ours(of reflect.Type) bool {
	return of.Kind() == reflect.Struct && of != reflect.TypeFor[component.Image]() &&
		of != reflect.TypeFor[resource.Quantity]() && of != reflect.TypeFor[intstr.IntOrString]() &&
		!apiVersion.MatchString(of.PkgPath())
}
