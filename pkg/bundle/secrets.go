package bundle

import (
	"slices"
	"strings"

	batchv1 "k8s.io/api/batch/v1"
)

// Secrets lists the Secrets that the objects need and nothing in the bundle
// makes, as namespace/name, sorted.
func (b *Bundle) Secrets() []string {
	made := b.madeByJobs()
	var names []string
	for _, missing := range b.Dangling() {
		name := missing.Target.Namespace + "/" + missing.Name
		if missing.Kind == "Secret" && !missing.Optional && !made[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// madeByJobs has the Secrets that Jobs are told to make, as that of the webhook
// of ingress-nginx is.
func (b *Bundle) madeByJobs() map[string]bool {
	made := map[string]bool{}
	for object := range b.Objects() {
		job, ok := object.(*batchv1.Job)
		if !ok {
			continue
		}
		for _, container := range job.Spec.Template.Spec.Containers {
			for _, arg := range container.Args {
				if name, ok := strings.CutPrefix(arg, "--secret-name="); ok {
					made[job.Namespace+"/"+name] = true
				}
			}
		}
	}
	return made
}
