package check

import (
	"strings"

	"github.com/distribution/reference"

	"github.com/flinkgen/flinkgen/pkg/finding"
)

func imageRules() []Rule {
	return []Rule{
		{ID: "FG001", Name: "image-registry-retired", Severity: finding.Error, About: "An image in a place that has been given up: versions in docker.io/bitnami (since August 2025), quay.io/k8scsi. A warning for k8s.gcr.io, which gets no new images.", judge: retiredRegistry},
		{ID: "FG081", Name: "latest-tag", Severity: finding.Warning, About: "An image with the tag latest, or with neither tag nor digest: it changes by itself.", judge: latestTag},
	}
}

// images calls f with every image of an object.
func (o *Object) images(f func(path, image string)) {
	for _, p := range o.pods() {
		for _, c := range p.containers() {
			if c.Image != "" {
				f(c.path+".image", c.Image)
			}
		}
	}
	for _, c := range o.clusters() {
		if c.spec.Image != "" {
			f(c.path+".image", c.spec.Image)
		}
	}
}

func retiredRegistry(j *judge) {
	j.images(func(path, image string) {
		named, err := reference.ParseDockerRef(image)
		if err != nil {
			j.fail(path, "the image is not written as registry/name:tag")
			return
		}
		tagged, _ := named.(reference.Tagged)
		switch repository := reference.Path(named); {
		case reference.Domain(named) == "docker.io" && strings.HasPrefix(repository, "bitnami/") && tagged != nil && tagged.Tag() != "latest":
			j.fail(path, "docker.io/bitnami has no images of single versions any more: take it from docker.io/bitnamilegacy, which gets no fixes, or another image")
		case reference.Domain(named) == "quay.io" && strings.HasPrefix(repository, "k8scsi/"):
			j.fail(path, "quay.io/k8scsi is gone: write registry.k8s.io/sig-storage/%s", strings.TrimPrefix(repository, "k8scsi/"))
		case reference.Domain(named) == "k8s.gcr.io":
			j.warn(path, "k8s.gcr.io is frozen: write registry.k8s.io/%s", repository)
		}
	})
}

func latestTag(j *judge) {
	j.images(func(path, image string) {
		named, err := reference.ParseNormalizedNamed(image)
		if err != nil {
			return
		}
		if _, digested := named.(reference.Digested); digested {
			return
		}
		if tagged, ok := named.(reference.Tagged); !ok || tagged.Tag() == "latest" {
			j.fail(path, "the image changes by itself: write a version or a digest")
		}
	})
}
