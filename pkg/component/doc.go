// Package component holds the words that every part of a stack shares: the
// object, the image, the knobs of a workload, security contexts.
//
// A part is a package below this one and has three things:
//
//	type Values struct { … }          // every knob, json-tagged and documented
//	func Defaults() Values            // a complete, working set
//	func Objects(v Values) []Object   // typed objects in apply order
//
// Objects is transparent: a value flows into the objects as it is, alone,
// inside a string, or as a whole list or map. It decides nothing by a value
// except through constructs that the struct tag "chart" declares:
//
//	chart:"switch"     a bool that adds or drops whole objects or fields
//	chart:"choice=a|b" an enum with one branch per value
//	chart:"optional"   a struct that says something even if it is empty ({})
//	chart:"each"       a list that repeats an object or a list item
//	chart:"namespace"  the namespace of the objects
//	chart:"name"       the base name of the objects
//	chart:"-"          fixed: not a knob of a chart
//
// A part knows nothing of the stack or of its siblings. Whatever is computed
// arrives as a value; package stack computes it.
package component
