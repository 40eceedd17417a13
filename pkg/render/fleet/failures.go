package fleet

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/source"
)

// join gives one error for those of the clusters: the mistakes in the stack
// file in its order, each once with the clusters that it is in, then the rest.
func join(clusters []Cluster, failed []error) error {
	var mistakes source.Errors
	in := map[string][]string{}
	var others []error
	for i, err := range failed {
		found, ok := errors.AsType[source.Errors](err)
		if !ok && err != nil {
			others = append(others, fmt.Errorf("cluster %s: %w", clusters[i].Name, err))
		}
		for _, mistake := range found {
			key := mistake.Error()
			if in[key] == nil {
				mistakes = append(mistakes, mistake)
			}
			in[key] = append(in[key], clusters[i].Name)
		}
	}
	for i := range mistakes {
		mistakes[i].Message = where(in[mistakes[i].Error()], len(clusters)) + ": " + mistakes[i].Message
	}
	slices.SortStableFunc(mistakes, func(a, b source.Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	if len(others) == 0 {
		return mistakes.Err()
	}
	return errors.Join(append([]error{mistakes.Err()}, others...)...)
}

// where names the clusters of a mistake.
func where(names []string, all int) string {
	const shown = 3
	switch {
	case len(names) == 1:
		return "in cluster " + names[0]
	case len(names) == all:
		return "in every cluster"
	case len(names) > shown+1:
		return fmt.Sprintf("in clusters %s and %d others", strings.Join(names[:shown], ", "), len(names)-shown)
	}
	last := len(names) - 1
	return "in clusters " + strings.Join(names[:last], ", ") + " and " + names[last]
}
