package upstream

import (
	"strings"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// override writes the base name of the objects where it is not the name of the
// chart, and with it of the release.
func override(chart string, name func(*stack.Spec) string) computed {
	return func(s *stack.Spec, _ catalog.Chart) any { return unless(name(s) == chart, name(s)) }
}

// unless gives a value but for a case.
func unless(none bool, value any) any {
	if none {
		return nil
	}
	return value
}

// apart is Bitnami's word for one pod per node, and that for nothing of the kind.
func apart(yes bool) any {
	if yes {
		return "hard"
	}
	return ""
}

// imageField picks a field of an image.
type imageField func(component.Image) string

func registry(i component.Image) string   { return i.Registry }
func repository(i component.Image) string { return i.Repository }
func tag(i component.Image) string        { return i.Tag }
func digest(i component.Image) string     { return i.Digest }

// located gives the repository of an image with its registry before it, for
// charts that have both in one key. They join it with the tag by a colon.
func located(image func(*stack.Spec) component.Image) computed {
	return func(s *stack.Spec, _ catalog.Chart) any {
		name, _ := joined(image(s))
		return name
	}
}

// tagged is what comes after the colon: the tag, the digest or both.
func tagged(image func(*stack.Spec) component.Image) computed {
	return func(s *stack.Spec, _ catalog.Chart) any {
		_, tag := joined(image(s))
		return tag
	}
}

func joined(image component.Image) (name, tag string) {
	reference := image.Reference()
	colon := strings.LastIndexByte(reference, ':')
	if image.Digest != "" && image.Tag != "" {
		colon = strings.LastIndex(reference, ":"+image.Tag+"@")
	}
	return reference[:colon], reference[colon+1:]
}

// bitnami gives a field of an image of the chart, from the mirror where there is
// one; of the stack's own image where that is Bitnami's.
func bitnami(index int, own func(*stack.Spec) component.Image, field imageField) computed {
	return func(s *stack.Spec, chart catalog.Chart) any {
		// The catalog holds references only.
		image, _ := component.ParseImage(chart.Images[index])
		if mirror := s.Images.Registry; mirror != "" {
			image.Registry = mirror
		}
		if own != nil && fromBitnami(own(s)) {
			image = own(s)
		}
		return field(image)
	}
}

// fromBitnami says whether an image is made by Bitnami, wherever it is now.
func fromBitnami(image component.Image) bool {
	return strings.HasPrefix(image.Repository, "bitnami")
}

// pullSecrets are names where our parts have references.
func pullSecrets(references []corev1.LocalObjectReference) any {
	names := make([]any, 0, len(references))
	for _, one := range references {
		names = append(names, one.Name)
	}
	return names
}

// preset turns the resources off that Bitnami's charts have since 2024 where none
// are named.
func preset(resources func(*stack.Spec) corev1.ResourceRequirements) computed {
	return func(s *stack.Spec, _ catalog.Chart) any {
		r := resources(s)
		return unless(len(r.Limits)+len(r.Requests) > 0, "none")
	}
}

// everybody says whether a NetworkPolicy names nobody.
func everybody(named func(*stack.Spec) int) computed {
	return func(s *stack.Spec, _ catalog.Chart) any { return named(s) == 0 }
}

// ingressRules let those connect that are named.
func ingressRules(from []networkingv1.NetworkPolicyPeer, ports ...int32) any {
	if len(from) == 0 {
		return nil
	}
	open := make([]any, 0, len(ports))
	for _, port := range ports {
		open = append(open, map[string]any{"port": port})
	}
	return []any{map[string]any{"from": from, "ports": open}}
}

// serviceLabels puts labels on a Service whose chart has no key for them.
func serviceLabels(name string, labels map[string]string) []patch {
	if len(labels) == 0 {
		return nil
	}
	return []patch{{apiVersion: "v1", kind: "Service", name: name, body: map[string]any{
		"metadata": map[string]any{"labels": anyMap(labels)},
	}}}
}

func anyMap(m map[string]string) map[string]any {
	all := map[string]any{}
	for key, value := range m {
		all[key] = value
	}
	return all
}
