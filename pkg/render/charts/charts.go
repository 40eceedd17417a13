package charts

import (
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/schemas"
)

// Charts are the charts of a stack with their releases.
type Charts struct {
	// Stack is the name of the stack.
	Stack string
	// Charts in the order in which they are first needed.
	Charts []Chart
	// Releases in the order in which they are installed.
	Releases []Release
	// Secrets that must be there before, as namespace/name.
	Secrets []string

	// definitions is the directory of the CustomResourceDefinitions, if any.
	definitions string
	// components may have files that are not installed.
	components []bundle.Component
}

// Chart is the files of a chart.
type Chart struct {
	// Name of the chart and its directory.
	Name string
	// Files by their path in the chart.
	Files map[string][]byte
}

// Release is an installation of a chart.
type Release struct {
	// Name of the release, unique in its namespace.
	Name string
	// Namespace of the release; that of its objects, or default where they have
	// none or several.
	Namespace string
	// Chart that is installed.
	Chart string
	// Wave says when it is installed.
	Wave bundle.Wave
	// ValuesFile holds the values, such as values/redis.yaml.
	ValuesFile string
	// Values are what differs from the values of the chart, as YAML.
	Values []byte
}

// Of gives the charts and releases of a completed stack; with components, of
// those only. What no chart can follow (a job that stays as it is written, a job
// of Flink's own command line) becomes a release of a chart that takes whole
// objects. The error names a value that two releases of one chart cannot have
// each its own of.
func Of(s *stack.Stack, components ...string) (*Charts, error) {
	b, err := stack.Build(s)
	if err != nil {
		return nil, err
	}
	if len(components) > 0 {
		if b, err = b.Select(components...); err != nil {
			return nil, err
		}
	}
	comments, err := schemas.Comments()
	if err != nil {
		return nil, fmt.Errorf("comments of the values: %w", err)
	}
	uses, err := usesOf(s, b)
	if err != nil {
		return nil, err
	}
	definitions, err := definitionsOf(b)
	if err != nil {
		return nil, err
	}
	c := &Charts{Stack: s.Metadata.Name, Secrets: b.Secrets(), components: b.Components}
	m := &maker{charts: c, comments: comments, definitions: definitions}
	if err := m.make(uses); err != nil {
		return nil, err
	}
	nameFiles(c.Releases)
	return c, nil
}

// nameFiles names the values files after the releases; releases of one name in
// several namespaces are told apart by the namespace.
func nameFiles(releases []Release) {
	count := map[string]int{}
	for _, r := range releases {
		count[r.Name]++
	}
	for i, r := range releases {
		name := r.Name
		if count[name] > 1 {
			// No name of a release has a dot here, so this one is nobody else's.
			name = r.Namespace + "." + r.Name
		}
		releases[i].ValuesFile = "values/" + name + ".yaml"
	}
}
