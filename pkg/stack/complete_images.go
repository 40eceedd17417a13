package stack

import (
	"errors"
	"reflect"
	"slices"

	corev1 "k8s.io/api/core/v1"
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
			c.fail(field.Invalid(specPath("images", "registry"), registry, cure(err)))
			return
		}
		m := &mirroring{completion: c, mirror: mirror}
		m.visit = m.value
		m.trail = []step{{name: "spec"}}
		m.through(reflect.ValueOf(c.spec))
	}
	if secrets := c.spec.Images.PullSecrets; len(secrets) > 0 {
		w := &walk{visit: func(found any) {
			if pod, ok := found.(*component.Pod); ok {
				addPullSecrets(pod, secrets)
			}
		}}
		w.through(reflect.ValueOf(c.spec))
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

// mirroring sends the images of a stack to a mirror: those of its parts, those
// of containers and volumes that it adds, and those that variables, options and
// arguments name.
type mirroring struct {
	walk
	completion *completion
	mirror     oci.Mirror
}

func (m *mirroring) value(found any) {
	switch v := found.(type) {
	case *component.Image:
		m.image(v)
	case *corev1.Container:
		m.reference("image", &v.Image)
		images.Rewrite(v.Command, m.named)
		images.Rewrite(v.Args, m.named)
	case *corev1.EphemeralContainerCommon:
		m.reference("image", &v.Image)
	case *corev1.ImageVolumeSource:
		m.reference("reference", &v.Reference)
	case *corev1.EnvVar:
		v.Value = images.Variable(v.Name, v.Value, m.named)
	case *map[string]string:
		for key, value := range *v {
			if now := images.Variable(key, value, m.named); now != value {
				(*v)[key] = now
			}
		}
	case *JuiceFS:
		v.MountPod.Patches = images.Variable("", v.MountPod.Patches, m.named)
	}
}

func (m *mirroring) image(image *component.Image) {
	if image.Repository == "" {
		return
	}
	mirrored, err := image.On(m.mirror)
	if err != nil {
		m.completion.fail(field.Invalid(m.path(), image.Reference(), cure(err)))
		return
	}
	*image = mirrored
}

func (m *mirroring) reference(name string, reference *string) {
	if *reference == "" {
		return
	}
	mirrored, err := m.mirror.Image(*reference)
	if err != nil {
		m.completion.fail(field.Invalid(m.path().Child(name), *reference, cure(err)))
		return
	}
	*reference = mirrored
}

// named is for references that oci.Parse has read.
func (m *mirroring) named(_, reference string) string {
	mirrored, err := m.mirror.Image(reference)
	if err != nil {
		return reference
	}
	return mirrored
}

// cure is what an error of package oci says beside the value.
func cure(err error) string {
	if syntax, ok := errors.AsType[*oci.SyntaxError](err); ok {
		return syntax.Cure
	}
	return err.Error()
}
