package knob

import (
	"reflect"
	"strings"
)

// Kind says how a knob behaves in a template.
type Kind int

// The kinds of knobs.
const (
	// Text is a string.
	Text Kind = iota
	// Integer is a whole number.
	Integer
	// Float is any number.
	Float
	// Flag is a bool: a switch, or one that comes out as it is.
	Flag
	// Quantity is a Kubernetes quantity.
	Quantity
	// IntOrString is a number or a text, such as a percentage.
	IntOrString
	// Image is a container image.
	Image
	// Choice is one of a few texts, with a branch for each.
	Choice
	// Each is a list that repeats objects or list items.
	Each
	// Map holds entries that may stand among others.
	Map
	// List holds items that may stand among others.
	List
	// Tree is any other value, taken as a whole.
	Tree
	// Name is the base name of the objects.
	Name
	// Namespace is that of the release.
	Namespace
)

// Knob is a value that a user of the chart can set.
type Knob struct {
	// ID is unique among all knobs of a part.
	ID int
	// Path in values.yaml, or in an item of the list Parent.
	Path []string
	// Kind of the knob.
	Kind Kind
	// Type of the field in Go.
	Type reflect.Type
	// Optional says that the field is a pointer: absent is another value than zero.
	Optional bool
	// Required says that the field is written even if it is empty: its tag has
	// neither omitempty nor omitzero.
	Required bool
	// Declared says that a bool is a declared switch.
	Declared bool
	// NameByDefault says that an empty text means the base name of the objects.
	NameByDefault bool
	// Options of a Choice or of a text with an enum tag.
	Options []string
	// Parent is the Each in whose items the knob is.
	Parent *Knob
	// Items are the knobs in the items of an Each, none where the items are texts.
	Items []*Knob
	// Source is the field in Go, as package path.type.field.
	Source string

	index []int
}

// Section is a struct of knobs.
type Section struct {
	// Path as String of a Knob writes it.
	Path string
	// Source is the field in Go, as package path.type.field.
	Source string
}

// String is the path with dots, [] after a list.
func (k *Knob) String() string {
	path := strings.Join(k.Path, ".")
	if k.Parent == nil {
		return path
	}
	if path == "" {
		return k.Parent.String() + "[]"
	}
	return k.Parent.String() + "[]." + path
}

// Value is the field of the knob in a struct of the part's Values, or in an
// item where the knob has a Parent.
func (k *Knob) Value(root reflect.Value) reflect.Value {
	if len(k.index) == 0 {
		return root
	}
	return root.FieldByIndex(k.index)
}

// Depth is the number of lists around the knob.
func (k *Knob) Depth() int {
	depth := 0
	for parent := k.Parent; parent != nil; parent = parent.Parent {
		depth++
	}
	return depth
}
