// Package trace finds out how the objects of a part follow from its values, by
// building them from symbols: it fills every knob with something that is known
// again, looks where it comes out, and compares what is there when knobs are
// empty, switches off, choices made and lists of none or two.
//
// The result is one tree of all objects, with the knobs in it and the
// condition of every piece. It is a finding, not yet a proof: whether the
// templates made from it agree with the part is proven elsewhere.
package trace
