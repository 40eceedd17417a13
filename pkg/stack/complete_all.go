package stack

import (
	"cmp"
	"maps"
	"reflect"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/namespace"
)

// namespaceObjects lists the namespaces of all parts, each at the strictest Pod
// Security level that its parts keep.
func (c *completion) namespaceObjects() {
	levels := map[string]string{}
	for _, part := range c.parts() {
		if !on(part.enabled) {
			continue
		}
		for _, name := range part.namespaces {
			if problems := validation.IsDNS1123Label(name); len(problems) > 0 {
				c.fail(field.Invalid(part.at, name, problems[0]))
			}
			if levels[name] != namespace.Privileged {
				levels[name] = part.level
			}
		}
	}
	n := &c.spec.Namespaces
	if !on(n.Enabled) {
		return
	}
	for i := range n.Namespaces {
		one := &n.Namespaces[i]
		needed := cmp.Or(levels[one.Name], namespace.Restricted)
		fill(&one.PodSecurity, needed)
		if needed == namespace.Privileged && one.PodSecurity != needed {
			c.fail(field.Invalid(specPath("namespaces", "namespaces").Index(i).Child("podSecurity"), one.PodSecurity, "pods that the stack puts there need privileged"))
		}
		delete(levels, one.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(levels)) {
		n.Namespaces = append(n.Namespaces, namespace.Namespace{Name: name, PodSecurity: levels[name]})
	}
}

// part is what all parts of a stack share.
type part struct {
	enabled    *bool
	at         *field.Path
	level      string
	namespaces []string
	labels     *map[string]string
}

func (c *completion) parts() []part {
	s := c.spec
	ingressLevel := namespace.Restricted
	if s.Ingress.HostNetwork {
		ingressLevel = namespace.Privileged
	}
	all := []part{
		{s.Namespaces.Enabled, specPath("namespaces"), "", nil, &s.Namespaces.Labels},
		{s.LocalVolumes.Enabled, specPath("localVolumes", "redis"), "", nil, &s.LocalVolumes.Redis.Labels},
		{s.LocalVolumes.Enabled, specPath("localVolumes", "minio"), "", nil, &s.LocalVolumes.MinIO.Labels},
		{s.Redis.Enabled, specPath("redis", "namespace"), namespace.Restricted, []string{s.Redis.Namespace}, &s.Redis.Labels},
		{s.MinIO.Enabled, specPath("minio", "namespace"), namespace.Restricted, []string{s.MinIO.Namespace}, &s.MinIO.Labels},
		{s.JuiceFS.Enabled, specPath("juicefs", "namespace"), namespace.Privileged, []string{s.JuiceFS.Namespace}, &s.JuiceFS.Labels},
		{s.Operator.Enabled, specPath("operator", "namespace"), namespace.Restricted, append([]string{s.Operator.Namespace}, s.Operator.JobNamespaces...), &s.Operator.Labels},
		{s.Ingress.Enabled, specPath("ingress", "namespace"), ingressLevel, []string{s.Ingress.Namespace}, &s.Ingress.Labels},
		{s.HistoryServer.Enabled, specPath("historyServer", "namespace"), namespace.Restricted, []string{s.HistoryServer.Namespace}, &s.HistoryServer.Labels},
	}
	for i := range s.Jobs {
		j := &s.Jobs[i]
		all = append(all, part{j.Enabled, specPath("jobs").Index(i).Child("namespace"), namespace.Restricted, []string{j.Namespace}, &j.Labels})
	}
	return all
}

// partOf is the label that says which stack an object belongs to.
const partOf = "app.kubernetes.io/part-of"

// labels puts the stack's name and labels on every object.
func (c *completion) labels() {
	for _, part := range c.parts() {
		labels := map[string]string{partOf: c.stack.Metadata.Name}
		maps.Copy(labels, c.stack.Metadata.Labels)
		maps.Copy(labels, *part.labels)
		*part.labels = labels
	}
}

// images sends every image to the mirror and gives every pod the pull secrets.
func (c *completion) images() {
	mirror, secrets := c.spec.Images.Registry, c.spec.Images.PullSecrets
	if mirror == "" && len(secrets) == 0 {
		return
	}
	each(reflect.ValueOf(c.spec).Elem(), func(found any) {
		switch v := found.(type) {
		case *component.Image:
			if mirror != "" && v.Repository != "" {
				v.Registry = mirror
			}
		case *component.Pod:
			for _, name := range secrets {
				reference := corev1.LocalObjectReference{Name: name}
				if !slices.Contains(v.ImagePullSecrets, reference) {
					v.ImagePullSecrets = append(slices.Clip(v.ImagePullSecrets), reference)
				}
			}
		}
	})
}

// each gives f a pointer to every struct of knobs below v.
func each(v reflect.Value, f func(any)) {
	switch v.Kind() {
	case reflect.Struct:
		f(v.Addr().Interface())
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() {
				each(v.Field(i), f)
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Struct {
			for i := range v.Len() {
				each(v.Index(i), f)
			}
		}
	}
}
