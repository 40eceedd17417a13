package importer

import (
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// image keeps the reference as it is written: docker.io is not put in front.
func image(reference string, policy corev1.PullPolicy) *component.Image {
	if reference == "" {
		return nil
	}
	parsed, err := component.ParseImage(reference)
	if err != nil || parsed.Reference() != reference {
		short := parsed
		short.Registry = ""
		if err != nil || short.Reference() != reference {
			short.Repository = trimLibrary(short.Repository)
		}
		if short.Reference() != reference {
			short = component.Image{Repository: reference}
		}
		parsed = short
	}
	parsed.PullPolicy = policy
	return &parsed
}

func trimLibrary(repository string) string { return strings.TrimPrefix(repository, "library/") }
