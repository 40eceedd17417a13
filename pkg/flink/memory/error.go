package memory

import (
	"github.com/flinkgen/flinkgen/pkg/flink"
)

// Error says why Flink would not start the process.
type Error struct {
	// Options are the keys that matter, the one to look at first leading.
	Options []string
	// Problem is what does not fit, with the sizes.
	Problem string
	// Cure is what to change.
	Cure string

	// raise is the total that is too small, if that is the problem.
	raise flink.Option
}

// Error is the problem and its cure.
func (e *Error) Error() string { return e.Problem + "; " + e.Cure }
