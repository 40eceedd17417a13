package flux

import (
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	fluxv1 "github.com/flinkgen/flinkgen/pkg/flux/v1"
)

// healthChecks are for the kinds of the Flink operator, whose status Flux does
// not know: it would take a job for healthy that has only been created.
func healthChecks(c bundle.Component) []fluxv1.CustomHealthCheck {
	var all []fluxv1.CustomHealthCheck
	seen := map[string]bool{}
	for _, object := range c.Objects {
		apiVersion, kind := object.GetObjectKind().GroupVersionKind().ToAPIVersionAndKind()
		if seen[kind] {
			continue
		}
		seen[kind] = true
		switch kind {
		case "FlinkDeployment", "FlinkSessionJob":
			all = append(all, fluxv1.CustomHealthCheck{
				APIVersion: apiVersion,
				Kind:       kind,
				Failed:     state("lifecycleState", v1beta1.LifecycleFailed, v1beta1.LifecycleRolledBack),
				Current:    state("lifecycleState", v1beta1.LifecycleStable, v1beta1.LifecycleSuspended),
			})
		}
	}
	return all
}

// state is true while a field of the status has one of two values. It errs
// while there is no status, and Flux waits on.
func state(field string, one, other v1beta1.LifecycleState) string {
	return fmt.Sprintf("has(status.%s) && status.%s in ['%s', '%s']", field, field, one, other)
}
