package images

import (
	"reflect"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/oci"
)

// Mirror sends every image of a struct of values to a mirror: those of parts,
// those of containers and volumes, and those that variables, options, texts and
// arguments of containers name. The values are those behind a pointer, and at is
// their path. The errors are of what stands for an image and is none.
func Mirror(values any, at *field.Path, mirror oci.Mirror) field.ErrorList {
	m := &mirroring{at: at, mirror: mirror}
	m.visit = m.value
	m.through("", reflect.ValueOf(values))
	return m.errors
}

type mirroring struct {
	walk
	at     *field.Path
	mirror oci.Mirror
	errors field.ErrorList
}

func (m *mirroring) value(name string, found any) {
	switch v := found.(type) {
	case *component.Image:
		m.image(v)
	case *corev1.Container:
		m.reference("image", &v.Image)
		Rewrite(v.Command, m.named)
		Rewrite(v.Args, m.named)
	case *corev1.EphemeralContainerCommon:
		m.reference("image", &v.Image)
	case *corev1.ImageVolumeSource:
		m.reference("reference", &v.Reference)
	case *corev1.EnvVar:
		v.Value = variable(v.Name, v.Value, m.named)
	case *map[string]string:
		for key, value := range *v {
			if now := variable(key, value, m.named); now != value {
				(*v)[key] = now
			}
		}
	case *string:
		*v = variable(name, *v, m.named)
	}
}

func (m *mirroring) image(image *component.Image) {
	if image.Repository == "" {
		return
	}
	mirrored, err := image.On(m.mirror)
	if err != nil {
		m.errors = append(m.errors, field.Invalid(m.path(m.at), image.Reference(), oci.Cure(err)))
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
		m.errors = append(m.errors, field.Invalid(m.path(m.at).Child(name), *reference, oci.Cure(err)))
		return
	}
	*reference = mirrored
}

func (m *mirroring) named(_, reference string) string { return onMirror(m.mirror, reference) }
