package memory

import (
	"fmt"
	"maps"
	"sort"
)

// withLeast adds to an error the smallest total that would do, in MiB.
func (e *Error) withLeast(configuration map[string]string, derive func(map[string]string) *Error) *Error {
	if e.raise == "" {
		return e
	}
	trial := maps.Clone(configuration)
	outcome := func(mebibytes int) *Error {
		trial[string(e.raise)] = fmt.Sprintf("%dm", mebibytes)
		return derive(trial)
	}
	// A larger total may run into another limit; only what is too small counts.
	const most = 1 << 30
	least := sort.Search(most, func(mebibytes int) bool {
		problem := outcome(mebibytes)
		return problem == nil || problem.raise == ""
	})
	if least == most || outcome(least) != nil {
		return e
	}
	named := *e
	named.Cure = fmt.Sprintf("%s; the smallest %s that fits is %dm", e.Cure, e.raise, least)
	return &named
}

// result turns what the settings met into an error.
func (s *settings) result(derive func(map[string]string) *Error) error {
	if s.problem == nil {
		return nil
	}
	return s.problem.withLeast(s.configuration, derive)
}
