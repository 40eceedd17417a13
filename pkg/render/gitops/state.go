package gitops

import (
	batchv1 "k8s.io/api/batch/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// stateKinds are lost with all that is in them, or hold data.
var stateKinds = map[string]bool{
	"Namespace":                true,
	"CustomResourceDefinition": true,
	"PersistentVolume":         true,
	"PersistentVolumeClaim":    true,
}

// The annotation by which parts mark what has to outlive them, for Helm.
const (
	resourcePolicy = "helm.sh/resource-policy"
	keep           = "keep"
)

// Keeps says whether an object has to stay when it leaves the stack: it holds
// state, what it holds goes with it, or its part marks it, such as the service
// account of jobs that may still run.
func Keeps(object component.Object) bool {
	return stateKinds[object.GetObjectKind().GroupVersionKind().Kind] || object.GetAnnotations()[resourcePolicy] == keep
}

// Passes says whether an object goes by itself when it has done its work, and
// is no drift then.
func Passes(object component.Object) bool {
	job, ok := object.(*batchv1.Job)
	return ok && job.Spec.TTLSecondsAfterFinished != nil
}
