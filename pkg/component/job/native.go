package job

import "github.com/flinkgen/flinkgen/pkg/component"

// native is what a cluster needs that Flink's own command line starts.
func native(Values) []component.Object { return nil }
