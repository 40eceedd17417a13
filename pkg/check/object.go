package check

import (
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/source"
)

// Object is an object to judge. Read, ReadAt and Files make them.
type Object struct {
	finding.Object
	// File that it is in, and the line on which it begins.
	File string
	Line int

	node *source.Node
	// fixed says that the places inside the object mean nothing to people: all
	// findings are at its line.
	fixed bool
	// hook says that it is a hook of Helm.
	hook bool
	// labels and annotations are those that are text.
	labels, annotations map[string]string
	// typed is the object in its Go type; nil where the kind has none.
	typed component.Object
	// configurations are the options of Flink in the object: those of a cluster
	// that the operator runs, and those in the files of a ConfigMap.
	configurations []flinkOptions
}

// Place says that the object comes from a line of a file: all findings about it
// are there.
func (o *Object) Place(file string, line int) { o.File, o.Line, o.fixed = file, line, true }

// group is the API group, empty for the core group.
func (o *Object) group() string { return groupOf(o.APIVersion) }

// is says whether the object is of a kind of a group, in any version.
func (o *Object) is(group, kind string) bool { return o.Kind == kind && o.group() == group }

// at gives a finding about a field.
func (o *Object) at(id string, severity finding.Severity, path, message string) finding.Finding {
	f := finding.Finding{ID: id, Severity: severity, Object: o.Object, File: o.File, Line: o.Line, Path: path, Message: message}
	if !o.fixed {
		if place := o.node.Find(path); place != nil && path != "" {
			f.Line, f.Column = place.Line, place.Column
		}
	}
	return f
}
