package stack

import (
	"cmp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/source"
)

// Complete fills every blank of the stack in place: names, versions, images,
// addresses, quorums, volumes, and what one part has to know of another. What
// is set stays as it is, so completing twice changes nothing.
//
// The error is of type source.Errors and lists everything that is wrong with
// the stack, with positions where it was read from a file.
func Complete(s *Stack) error {
	c := newCompletion(s)
	c.run()
	c.fits()
	return s.locate(c.errors).Err()
}

func newCompletion(s *Stack) *completion { return &completion{stack: s, spec: &s.Spec} }

// run goes through all parts.
func (c *completion) run() {
	for _, step := range []func(){
		c.general,
		c.operatorVersion,
		c.enabled,
		c.redis,
		c.minio,
		c.localVolumes,
		c.juicefs,
		c.storage,
		c.ingress,
		c.historyServer,
		c.jobs,
		c.monitoring,
		c.operator,
		c.namespaceObjects,
		c.images,
		c.labels,
		c.upstream,
		c.gitOps,
		c.unused,
	} {
		if step(); c.ended {
			break
		}
	}
}

// completion is one run of Complete.
type completion struct {
	stack  *Stack
	spec   *Spec
	errors field.ErrorList
	// clusters are the Flink clusters whose memory can be derived.
	clusters []cluster
	// unknownOperator says that nothing is known of the operator's release.
	unknownOperator bool
	// ended says that what comes next cannot be completed.
	ended bool
}

func (c *completion) fail(err *field.Error) { c.errors = append(c.errors, err) }

// fill sets what is blank.
func fill[T comparable](target *T, value T) {
	var blank T
	if *target == blank {
		*target = value
	}
}

// fillList sets a list that is blank.
func fillList[T any](target *[]T, value ...T) {
	if len(*target) == 0 {
		*target = value
	}
}

// on says whether a switch that Complete has filled is on.
func on(enabled *bool) bool { return enabled != nil && *enabled }

// specPath starts a field path below spec.
func specPath(name string, more ...string) *field.Path {
	return field.NewPath("spec", append([]string{name}, more...)...)
}

// locate gives field errors the positions of the file that the stack was read from.
func (s *Stack) locate(all field.ErrorList) source.Errors {
	located := make(source.Errors, 0, len(all))
	for _, one := range all {
		var position source.Position
		if node := s.document.Find(one.Field); node != nil {
			position = node.Position
		}
		located = append(located, position.Mistake(one.Field, strings.TrimSpace(one.ErrorBody()), ""))
	}
	slices.SortStableFunc(located, func(a, b source.Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return located
}

// Position is where a field of the stack is written, or the nearest one above
// it; the zero Position for a stack that was made in code.
func (s *Stack) Position(path string) source.Position {
	if node := s.document.Find(path); node != nil {
		return node.Position
	}
	return source.Position{}
}
