package job

import "github.com/flinkgen/flinkgen/pkg/component"

// standalone is a cluster of plain Kubernetes objects.
func standalone(Values) []component.Object { return nil }
