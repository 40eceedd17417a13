package postrender

import (
	"strings"

	"github.com/flinkgen/flinkgen/pkg/finding"
)

// Options say what is changed, in the order of the fields: first the overlays,
// one after the other, then the rest, so that what overlays add is changed too.
type Options struct {
	// Overlays in the order in which they are applied.
	Overlays []Overlay
	// Namespace that every object goes to; empty for none.
	Namespace string
	// Labels of every object. Selectors and the templates of pods stay as they are.
	Labels map[string]string
	// Annotations of every object.
	Annotations map[string]string
	// Resources of containers, each as kubectl set resources takes it.
	Resources []string
	// Mirror is the registry that takes the place of every other one, with or
	// without a path.
	Mirror string
	// PullSecrets that every pod gets; they must exist in its namespace.
	PullSecrets []string
	// Check is called with all objects of the result, before it is written.
	Check Check
}

// Check looks at objects. Its error is an error of Render; a finding of severity
// error makes Render give a *FindingsError.
type Check func(objects []Object) ([]finding.Finding, error)

// Object is one object of the result.
type Object struct {
	Identity
	// Line of the input on which its document begins; 0 for objects of overlays.
	Line int
	// Data is the object as YAML, with its scalars as they are written.
	Data []byte
}

// FindingsError says that a Check found errors. Nothing has been written.
type FindingsError struct {
	Findings []finding.Finding
}

func (e *FindingsError) Error() string {
	lines := make([]string, len(e.Findings))
	for i, one := range e.Findings {
		lines[i] = one.String()
	}
	return strings.Join(lines, "\n")
}

// Result says what Render did.
type Result struct {
	// Objects of the result; those that were changed, added and deleted.
	Objects, Changed, Added, Deleted int
	// Notes are what a user should know: images that no mirror serves, for one.
	Notes []string
	// Findings of the Check that are no errors.
	Findings []finding.Finding
}
