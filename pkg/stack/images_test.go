package stack_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// podImages are the images of all pods and FlinkDeployments.
func podImages(b *bundle.Bundle) map[string]string {
	all := map[string]string{}
	for _, pods := range podTemplates(b) {
		for _, container := range pods.template.Spec.InitContainers {
			all[pods.name+" "+container.Name] = container.Image
		}
		for _, container := range pods.template.Spec.Containers {
			if !pods.flink || container.Image != "" {
				all[pods.name+" "+container.Name] = container.Image
			}
		}
	}
	for o := range b.Objects() {
		if d, ok := o.(*v1beta1.FlinkDeployment); ok {
			all[nameOf(o)] = d.Spec.Image
		}
	}
	return all
}

// Every image of the default stack is in the catalog.
func TestImagesAreOfTheCatalog(t *testing.T) {
	known := map[string]bool{}
	for _, entry := range catalog.All() {
		known[entry.Reference()] = true
	}
	_, b := scenarios(t)[0].build(t)
	all := podImages(b)
	if len(all) < 12 {
		t.Fatalf("only %d images found: %v", len(all), all)
	}
	for where, image := range all {
		if !known[image] {
			t.Errorf("%s: image %q is not in the catalog", where, image)
		}
	}
}

// Every image has a tag or a digest, and none is "latest".
func TestImagesArePinned(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			_, b := s.build(t)
			for where, image := range podImages(b) {
				name := image[strings.LastIndexByte(image, '/')+1:]
				if !strings.ContainsAny(name, ":@") || strings.HasSuffix(name, ":latest") {
					t.Errorf("%s: image %q is not pinned", where, image)
				}
			}
		})
	}
}

// What has been retired is named nowhere, not even in a comment.
var retired = regexp.MustCompile(`(?i)bitnami|quay\.io/k8scsi|k8s\.gcr\.io|gcr\.io/google`)

func TestNoRetiredRegistry(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			complete, b := s.build(t)
			for name, text := range map[string]string{"manifests": render(t, b), "completed stack": string(completed(t, complete))} {
				for _, found := range retired.FindAllString(text, -1) {
					t.Errorf("the %s name %s", name, found)
				}
			}
		})
	}
	for _, entry := range catalog.All() {
		if retired.MatchString(entry.Reference()) {
			t.Errorf("the catalog has %s", entry.Reference())
		}
	}
}

// With a mirror no other registry is named anywhere: no image, no variable, no
// argument, no configuration file. Images of the jobs' own registry come from
// the mirror too.
func TestMirror(t *testing.T) {
	const mirror = "registry.internal:5000/mirror/"
	hosts := map[string]bool{"docker.io": true, "quay.io": true, "ghcr.io": true, "gcr.io": true}
	for _, entry := range catalog.All() {
		host, _, _ := strings.Cut(entry.Registry, "/")
		hosts[host] = true
	}
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			complete, b := s.build(t, set("images.registry="+strings.TrimSuffix(mirror, "/")))
			for where, image := range podImages(b) {
				if !strings.HasPrefix(image, mirror) {
					t.Errorf("%s: image %s is not from the mirror", where, image)
				}
			}
			text := render(t, b) + string(completed(t, complete))
			for host := range hosts {
				if i := strings.Index(text, host+"/"); i >= 0 {
					t.Errorf("another registry is named: …%s…", text[max(0, i-40):min(len(text), i+60)])
				}
			}
		})
	}
}

// Pull secrets reach every pod.
func TestPullSecrets(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			_, b := s.build(t, set("images.pullSecrets=[one, two]"))
			flink := map[string]bool{}
			for _, pods := range podTemplates(b) {
				names := map[string]bool{}
				for _, secret := range pods.template.Spec.ImagePullSecrets {
					names[secret.Name] = true
				}
				if pods.flink && flink[pods.name] {
					continue // the parts for JobManager and TaskManager are merged over the first
				}
				flink[pods.name] = true
				if !names["one"] || !names["two"] {
					t.Errorf("%s pulls with %v", pods.name, names)
				}
			}
		})
	}
}
