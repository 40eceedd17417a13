package upstream

import (
	"slices"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// row says where a value of the stack goes. It is one of: a key of the chart,
// patches, another place, or lost.
type row struct {
	// value is a path in the section of the stack, such as persistence.size; empty
	// for what every stack means and the chart has to be told.
	value string
	// since is the first version of the chart that the row is for, until the first
	// that it is not for; empty for all.
	since, until string

	// key is a path in the values of the chart. A dot in a name is written \.
	key string
	// get computes what is written; nil takes the value as it is. A nil result
	// leaves the key out.
	get computed
	// templated is the first version of the chart that reads the value as a
	// template; empty for none, all for every version.
	templated string
	// plainSince is the first version that reads the value as a template more than
	// once in some places, so that escaping it is right in none.
	plainSince string
	// why is a comment above the key.
	why string

	// patch changes objects of the chart.
	patch func(*stack.Spec, catalog.Chart) []patch
	// elsewhere names the place that says it instead.
	elsewhere string
	// lost says what the chart does instead, and what to do.
	lost string
	// only limits lost to some values; nil for all.
	only func(*stack.Spec) bool
	// refused says that the stack does not work with the chart then, urgent that it
	// does not unless the user does something.
	refused, urgent bool
}

// computed gives a value of a chart.
type computed func(*stack.Spec, catalog.Chart) any

// to writes a value as it is.
func to(value, key string) row { return row{value: value, key: key} }

// as writes what is computed from a value.
func as(value, key string, get computed) row { return row{value: value, key: key, get: get} }

// tell writes what every stack means.
func tell(key string, value any, why string) row {
	return row{key: key, why: why, get: func(*stack.Spec, catalog.Chart) any { return value }}
}

// by changes objects of the chart.
func by(value string, patch func(*stack.Spec, catalog.Chart) []patch) row {
	return row{value: value, patch: patch}
}

// at says that something else expresses a value.
func at(value, elsewhere string) row { return row{value: value, elsewhere: elsewhere} }

// lost says that a chart cannot have a value.
func lost(value, reason string) row { return row{value: value, lost: reason} }

func (r row) from(version string) row { r.since = version; return r }

func (r row) before(version string) row { r.until = version; return r }

// tpl says since which version the chart reads the value as a template, so that
// what looks like one is escaped.
func (r row) tpl(since string) row { r.templated = since; return r }

// untpl says since which version a value may not look like a template at all.
func (r row) untpl(since string) row { r.plainSince = since; return r }

func (r row) because(why string) row { r.why = why; return r }

func (r row) when(only func(*stack.Spec) bool) row { r.only = only; return r }

func (r row) refuse() row { r.refused = true; return r }

func (r row) warn() row { r.urgent = true; return r }

// in says whether the row is for a version of the chart.
func (r row) in(chart catalog.Chart) bool { return within(chart, r.since, r.until) }

// always is a version for tpl.
const always = "always"

// isTemplate says whether a version of the chart reads the value as a template.
func (r row) isTemplate(chart catalog.Chart) bool {
	return r.templated == always || r.templated != "" && within(chart, r.templated, "")
}

// within says whether a version is in a range; versions of the catalog have an
// order, the newest first.
func within(chart catalog.Chart, since, until string) bool {
	versions := catalog.ChartVersions(chart.Name)
	place := slices.Index(versions, chart.Version)
	return (since == "" || place <= slices.Index(versions, since)) && (until == "" || place > slices.Index(versions, until))
}
