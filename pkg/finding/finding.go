// Package finding is what a check says about an object: the rule, where, what
// is wrong and how to cure it. It checks nothing itself.
package finding

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity of a finding.
type Severity string

// The severities.
const (
	// Error means that the object does not work, or is not accepted.
	Error Severity = "error"
	// Warning means that people should know.
	Warning Severity = "warning"
)

// Object says which object a finding is about.
type Object struct {
	APIVersion, Kind, Namespace, Name string
}

// String is the kind with namespace/name.
func (o Object) String() string {
	name := o.Name
	if o.Namespace != "" {
		name = o.Namespace + "/" + name
	}
	if o.Kind == "" {
		return name
	}
	return o.Kind + " " + name
}

// Finding is something that a check found.
type Finding struct {
	// ID of the rule, such as FG004.
	ID string
	Severity
	// Object that it is about.
	Object Object
	// File, Line and Column of the place, from 1; empty and 0 where there is none.
	File         string
	Line, Column int
	// Path of the field, such as spec.template.spec.containers[0].image.
	Path string
	// Message says what is wrong and how to cure it. It holds no secret.
	Message string
}

// Position is file:line:column, as far as it is known.
func (f Finding) Position() string {
	if f.File == "" {
		return ""
	}
	switch {
	case f.Line == 0:
		return f.File
	case f.Column == 0:
		return fmt.Sprintf("%s:%d", f.File, f.Line)
	}
	return fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
}

// String is the finding in one line.
func (f Finding) String() string {
	parts := []string{fmt.Sprintf("%s %s", f.Severity, f.ID)}
	if position := f.Position(); position != "" {
		parts = slices.Insert(parts, 0, position)
	}
	if object := strings.TrimSpace(f.Object.String()); object != "" {
		parts = append(parts, object)
	}
	if f.Path != "" {
		parts = append(parts, f.Path)
	}
	return strings.Join(append(parts, f.Message), ": ")
}

// Sort puts findings in the order of their places, and equal ones only once.
func Sort(findings []Finding) []Finding {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			strings.Compare(a.Object.String(), b.Object.String()), strings.Compare(a.ID, b.ID),
			strings.Compare(a.Path, b.Path), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(findings)
}

// Errors counts the findings of severity error.
func Errors(findings []Finding) int {
	errors := 0
	for _, one := range findings {
		if one.Severity == Error {
			errors++
		}
	}
	return errors
}
