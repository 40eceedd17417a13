package postrender

import (
	"errors"
	"regexp"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
	"sigs.k8s.io/kustomize/api/types"
)

// steps are the changes of the options, in order.
func (o Options) steps() ([]step, error) {
	var steps []step
	var errs []error
	for _, overlay := range o.Overlays {
		more, err := overlay.steps()
		if err != nil {
			errs = append(errs, err)
		}
		steps = append(steps, more...)
	}
	if o.Namespace != "" {
		for _, problem := range validation.IsDNS1123Label(o.Namespace) {
			errs = append(errs, invalid("namespace", o.Namespace, problem))
		}
		steps = append(steps, newNamespace(o.Namespace))
	}
	errs = append(errs, checkLabels(o.Labels)...)
	errs = append(errs, checkAnnotations(o.Annotations)...)
	if len(o.Labels) > 0 {
		steps = append(steps, labelStep(o.Labels, types.FsSlice{spec("metadata/labels", "", "", "", true)}))
	}
	if len(o.Annotations) > 0 {
		steps = append(steps, annotationStep(o.Annotations, types.FsSlice{spec("metadata/annotations", "", "", "", true)}))
	}
	for _, text := range o.Resources {
		s, err := newSetResources(text)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		steps = append(steps, s)
	}
	if registry := strings.TrimRight(o.Mirror, "/"); registry != "" {
		if !registryName.MatchString(registry) {
			errs = append(errs, invalid("mirror", o.Mirror, "write a registry such as registry.example.com:5000, with or without a path"))
		}
		steps = append(steps, &mirror{registry: registry})
	}
	for _, name := range o.PullSecrets {
		for _, problem := range validation.IsDNS1123Subdomain(name) {
			errs = append(errs, invalid("pull secret", name, problem))
		}
	}
	if len(o.PullSecrets) > 0 {
		steps = append(steps, &pullSecrets{names: o.PullSecrets})
	}
	return steps, errors.Join(errs...)
}

var registryName = regexp.MustCompile(`^[A-Za-z0-9.-]+(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*$`)
