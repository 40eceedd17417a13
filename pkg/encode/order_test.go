package encode

import (
	"slices"
	"testing"
)

// A name that the type does not have would be forgotten in silence.
func TestOrdersNameFields(t *testing.T) {
	for typ, wanted := range orders {
		var names []string
		for _, f := range jsonFields(typ) {
			names = append(names, f.name)
		}
		for _, name := range slices.Concat(wanted.first, wanted.last) {
			if !slices.Contains(names, name) {
				t.Errorf("%s has no field %q", typ, name)
			}
		}
		if ordered := inOrder(typ, jsonFields(typ)); len(wanted.first) > 0 && ordered[0].name != wanted.first[0] {
			t.Errorf("%s starts with %q, want %q", typ, ordered[0].name, wanted.first[0])
		} else if n := len(wanted.last); n > 0 && ordered[len(ordered)-1].name != wanted.last[n-1] {
			t.Errorf("%s ends with %q, want %q", typ, ordered[len(ordered)-1].name, wanted.last[n-1])
		}
	}
}
