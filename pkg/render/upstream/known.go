package upstream

import (
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/catalog"
)

// known is a key of a chart: that there is one, and what it is where nothing is
// said. Helm merges maps, so what is written depends on the default.
type known struct {
	// key as in row.
	key string
	// since and until as in row.
	since, until string
	// value is the default in YAML; empty for a key that only the templates name.
	value string
}

// lookup gives the default of a key in a version of a chart.
func lookup(all []known, chart catalog.Chart, key string) (any, bool) {
	for _, one := range all {
		if one.key != key || !within(chart, one.since, one.until) {
			continue
		}
		var value any
		// The table is typed in; a test reads each entry.
		_ = yaml.Unmarshal([]byte(one.value), &value)
		return value, true
	}
	return nil, false
}
