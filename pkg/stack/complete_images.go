package stack

import (
	"reflect"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/images"
	"github.com/flinkgen/flinkgen/pkg/oci"
)

// images sends every image to the mirror and gives every pod the pull secrets.
func (c *completion) images() {
	if registry := c.spec.Images.Registry; registry != "" {
		mirror, err := oci.ParseMirror(registry)
		if err != nil {
			c.fail(field.Invalid(specPath("images", "registry"), registry, oci.Cure(err)))
			return
		}
		c.errors = append(c.errors, images.Mirror(c.spec, field.NewPath("spec"), mirror)...)
		c.environmentImages(mirror)
	}
	if secrets := c.spec.Images.PullSecrets; len(secrets) > 0 {
		eachPod(reflect.ValueOf(c.spec).Elem(), func(pod *component.Pod) { addPullSecrets(pod, secrets) })
	}
}

// environmentImages are those that environments name, of which some may have a
// mirror of their own.
func (c *completion) environmentImages(mirror oci.Mirror) {
	for _, environment := range c.stack.Environments {
		to := mirror
		spec, _ := environment.(map[string]any)
		if registry, found, err := unstructured.NestedString(spec, "images", "registry"); found && err == nil {
			own, err := oci.ParseMirror(registry)
			if err != nil {
				continue // said when the environment is chosen
			}
			to = own
		}
		images.RewriteValues(environment, to)
	}
}

func addPullSecrets(pod *component.Pod, names []string) {
	for _, name := range names {
		reference := corev1.LocalObjectReference{Name: name}
		if !slices.Contains(pod.ImagePullSecrets, reference) {
			pod.ImagePullSecrets = append(slices.Clip(pod.ImagePullSecrets), reference)
		}
	}
}

// eachPod gives f the knobs of every pod below v.
func eachPod(v reflect.Value, f func(*component.Pod)) {
	switch v.Kind() {
	case reflect.Struct:
		if pod, ok := reflect.TypeAssert[*component.Pod](v.Addr()); ok {
			f(pod)
			return
		}
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() {
				eachPod(v.Field(i), f)
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Struct {
			for i := range v.Len() {
				eachPod(v.Index(i), f)
			}
		}
	}
}
