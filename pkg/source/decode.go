package source

import (
	"fmt"
	"reflect"
)

// Decode reads a node into the value that into points to, which may be filled
// already, and gives all mistakes:
//
//   - Fields that the file does not name keep what they have.
//   - Maps and structs merge key by key, also behind pointers; lists replace,
//     and their items start from zero or from the SetDefaults method of the
//     item's type, or its SetDefaultsFor(*Node), which sees the item. New map values and pointers start likewise.
//   - null empties pointers, lists, maps and interfaces, takes a key out of a
//     typed map, and leaves everything else as it is, as if it were not there.
//     In a list null is a mistake unless the items can be nil.
//   - any becomes nil, bool, string, int64, float64, []any or map[string]any.
//   - Types with UnmarshalScalar(string) error read scalars through it and
//     maps as a struct; types with UnmarshalJSON get the node as JSON; types
//     with UnmarshalText the text of a scalar.
//   - A number or boolean where a string is wanted is a mistake, except as a
//     value of map[string]string, which takes the text as it was written.
//   - A field tagged enum:"a,b" or chart:"choice=a|b" takes only these strings.
//
// Maps and pointers that into had are copied before they change, so defaults
// may share them.
func Decode(node *Node, into any) Errors {
	if node == nil {
		return nil
	}
	value := reflect.ValueOf(into)
	if value.Kind() != reflect.Pointer || value.IsNil() {
		return Errors{node.Position.Mistake("", fmt.Sprintf("cannot decode into %T: it is no pointer", into), "")}
	}
	d := &decoder{types: types{}}
	return d.root(node, value)
}

func (d *decoder) root(node *Node, into reflect.Value) Errors {
	if node.null() {
		return nil
	}
	d.value(node, into.Elem(), nil)
	return d.errs
}

type decoder struct {
	types types
	path  []step
	// structs are the ones around the node, with their place in the path.
	structs []around
	// suggested keeps the hint for each unknown field of a type.
	suggested map[unknownField]string
	// strict refuses numbers as values of map[string]string too, and takes
	// null in a list for the zero value, as an API server does.
	strict bool
	errs   Errors
}

type around struct {
	info  *typeInfo
	depth int
}

// fail reports a mistake at a node.
func (d *decoder) fail(at Position, message, hint string) {
	d.errs = append(d.errs, at.report(formatPath(d.path), message, hint, d.secret()))
}

// secret says whether a key on the way to the node looks like that of a secret.
func (d *decoder) secret() bool {
	for _, s := range d.path {
		if s.kind == byKey && looksSecret(s.key) {
			return true
		}
	}
	return false
}

// expected reports that a node is something else than what was wanted.
func (d *decoder) expected(node *Node, what, hint string) {
	d.fail(node.Position, "expected "+what+", found "+d.describe(node), hint)
}

// describe names a node in a message, without the text of a secret.
func (d *decoder) describe(node *Node) string {
	shown := !node.hides() && !d.secret()
	switch {
	case node.Kind == Map:
		return "a map"
	case node.Kind == List:
		return "a list"
	case node.null():
		return "null"
	case node.Tag == String && shown:
		return fmt.Sprintf("the string %q", shorten(node.Text))
	case node.Tag == String:
		return "a string"
	case !shown:
		return "a number or boolean"
	case node.Tag == Bool:
		return node.Text
	}
	return "the number " + shorten(node.Text)
}

// value decodes a node into a value that can be set. The field is that which
// holds the value or the list of it, or nil.
func (d *decoder) value(node *Node, into reflect.Value, field *fieldInfo) {
	if node.patches != nil {
		problem, hint := node.problem, node.hint
		if problem == "" {
			problem, hint = missing(node.patches, nil)
		}
		d.fail(node.Position, problem, hint)
		return
	}
	if node.null() {
		switch into.Kind() {
		case reflect.Pointer, reflect.Map, reflect.Slice, reflect.Interface:
			into.SetZero()
		}
		return
	}
	if into.Kind() == reflect.Pointer {
		target := reflect.New(into.Type().Elem())
		if into.IsNil() {
			d.defaults(node, target.Elem())
		} else {
			target.Elem().Set(into.Elem())
		}
		d.value(node, target.Elem(), field)
		into.Set(target)
		return
	}
	if node.below != nil {
		d.value(node.below, into, field)
	}
	info := d.types.of(into.Type())
	switch {
	case info.readsScalar && node.Kind == Scalar:
		err := into.Addr().Interface().(scalarUnmarshaler).UnmarshalScalar(node.Text)
		d.refused(node, into.Type(), err)
	case info.readsJSON && (!info.readsScalar || node.Kind == List):
		d.json(node, into)
	case info.readsText && !info.readsScalar && node.Kind == Scalar:
		err := into.Addr().Interface().(textUnmarshaler).UnmarshalText([]byte(node.Text))
		d.refused(node, into.Type(), err)
	default:
		d.plain(node, into, info, field)
	}
}

// plain decodes by the kind of the value.
func (d *decoder) plain(node *Node, into reflect.Value, info *typeInfo, field *fieldInfo) {
	switch kind := into.Kind(); {
	case kind == reflect.Struct:
		d.structure(node, into, info)
	case kind == reflect.Map && into.Type().Key().Kind() == reflect.String:
		d.mapping(node, into, field)
	case kind == reflect.Slice:
		d.list(node, into, field)
	case kind == reflect.Interface && into.NumMethod() == 0:
		if found := d.anything(node); found != nil {
			into.Set(reflect.ValueOf(found))
		}
	default:
		d.scalar(node, into, field)
	}
}

// defaults fills a new value that node is read into.
func (d *decoder) defaults(node *Node, into reflect.Value) {
	if d.types.of(into.Type()).hasDefaults && into.Kind() != reflect.Pointer {
		switch target := into.Addr().Interface().(type) {
		case nodeDefaulter:
			target.SetDefaultsFor(node)
		case defaulter:
			target.SetDefaults()
		}
	}
}
