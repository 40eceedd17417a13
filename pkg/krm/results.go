package krm

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/flinkgen/flinkgen/pkg/source"
)

// result is a result of a function, as the list reports it.
type result struct {
	severity, message, path string
}

// failures makes a result of every mistake.
func failures(err error) []result {
	mistakes, ok := errors.AsType[source.Errors](err)
	if !ok {
		return []result{{"error", strings.TrimSpace(err.Error()), ""}}
	}
	all := make([]result, len(mistakes))
	for i, m := range mistakes {
		all[i] = result{"error", m.Error(), m.Path}
	}
	return all
}

// report appends to the results of the list.
func (l *list) report(results ...result) {
	if len(results) == 0 {
		return
	}
	all := field(l.root, "results")
	if null(all) {
		all = &yaml.Node{Kind: yaml.SequenceNode}
		set(l.root, "results", all)
	}
	for _, r := range results {
		one := mapping()
		set(one, "message", scalar(r.message))
		set(one, "severity", scalar(r.severity))
		if r.path != "" {
			where := mapping()
			set(where, "path", scalar(r.path))
			set(one, "field", where)
		}
		all.Content = append(all.Content, one)
	}
}
