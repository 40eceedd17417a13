package postrender

import (
	"sigs.k8s.io/kustomize/api/resource"
)

// step is one change that is made to a stream. Steps are in order: each sees
// what those before it have made of an object.
type step interface {
	// selects says whether the step may change the object. It is asked for every
	// object of the stream, so that the step can say later what it did not find.
	selects(h *header) bool
	// apply changes an object that the step selects.
	apply(o *object) error
	// missed are the errors of a step that has found nothing to change.
	missed() []error
}

// adder is a step that adds objects at the end of the stream; the steps after
// it change them like all others.
type adder interface {
	step
	added() []*resource.Resource
}

// always is embedded by steps that cannot miss.
type always struct{}

func (always) missed() []error { return nil }

// run lets an object go through steps.
func run(steps []step, o *object) error {
	for _, s := range steps {
		if o.deleted() {
			return nil
		}
		if !s.selects(o.header) {
			continue
		}
		if err := s.apply(o); err != nil {
			return err
		}
	}
	return nil
}
