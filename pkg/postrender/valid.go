package postrender

import (
	"fmt"
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation"
)

func invalid(what, value, problem string) error {
	return fmt.Errorf("%s %q: %s", what, value, problem)
}

func checkLabels(labels map[string]string) []error {
	var errs []error
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		for _, problem := range validation.IsQualifiedName(key) {
			errs = append(errs, invalid("label", key, problem))
		}
		for _, problem := range validation.IsValidLabelValue(labels[key]) {
			errs = append(errs, invalid("value of label "+key, labels[key], problem))
		}
	}
	return errs
}

func checkAnnotations(annotations map[string]string) []error {
	var errs []error
	for _, key := range slices.Sorted(maps.Keys(annotations)) {
		for _, problem := range validation.IsQualifiedName(key) {
			errs = append(errs, invalid("annotation", key, problem))
		}
	}
	return errs
}
