package component

// Component is a part of which charts can be made: what package component says
// about parts, as one value.
type Component[V any] struct {
	// Name of the part and its chart, such as redis.
	Name string
	// Description is one sentence about it.
	Description string
	// Version of the software that the part installs; empty where it installs none.
	Version string
	// Defaults gives a complete, working set of values.
	Defaults func() V
	// Objects builds typed objects, in apply order. It is transparent.
	Objects func(V) []Object
	// Fixed are paths of values, such as deploymentMode, that the part does not
	// let its users change: they stay as Defaults has them.
	Fixed []string
	// Named are paths of texts, such as serviceAccount.name, that are the base
	// name of the objects where a chart's user leaves them empty. Objects gets
	// them filled in.
	Named []string
	// Requirements are sentences in Markdown that say what the cluster must have
	// before the part is installed. They name a value by its path in backquotes.
	Requirements []string
	// Notes is what Helm prints after an install: a template that may use all
	// that NOTES.txt can, such as {{ include "redis.fullname" . }} for the base
	// name of the objects.
	Notes string
}
