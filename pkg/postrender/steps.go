package postrender

import (
	"errors"

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
	return steps, errors.Join(errs...)
}
