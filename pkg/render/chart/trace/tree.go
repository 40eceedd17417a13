package trace

// Tree is a value in the objects with all that it can be.
type Tree struct {
	// Forms that the value has, mostly one.
	Forms []*Form
	in    set
}

// Form is one form of a value.
type Form struct {
	Kind FormKind
	// When the value has this form, among the others; nil for always.
	When *Condition
	// Parts of a scalar.
	Parts []Part
	// Text says that a scalar is a string.
	Text bool
	// Entries of a Mapping.
	Entries []*Entry
	// Items of a List or of the body of a Loop.
	Items []*Item
	// Ref of a Whole, a Splice or a Loop.
	Ref *Ref

	in    set
	print string
}

// FormKind is the kind of a form.
type FormKind = kind

// The kinds of forms.
const (
	Scalar  = scalar
	Mapping = mapping
	List    = list
	Whole   = whole
	Splice  = splice
	Loop    = loop
)

// Entry of a mapping.
type Entry struct {
	// Key of the entry.
	Key []Part
	// Value of the entry.
	Value *Tree
	// Merge stands for all entries of a knob; then there is neither key nor value.
	Merge *Ref
	// When the entry is there, if its mapping is; nil for always.
	When *Condition
	// Over are the entries of the mapping over which the entries of Merge win
	// where they have the same key, by index.
	Over []int

	optional bool
	print    string
	in       set
}

// Item of a list.
type Item struct {
	Value *Tree
	// When the item is there, if its list is; nil for always.
	When *Condition

	in      set
	names   map[string]bool
	samples []*node
}

// MayBeEmpty says that an empty text or a zero means the same to Kubernetes as
// no entry.
func (e *Entry) MayBeEmpty() bool { return e.optional }
