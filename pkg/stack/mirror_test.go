package stack_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/images"
	"github.com/flinkgen/flinkgen/pkg/oci"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// ownImages names images in every place that a stack has for them.
const ownImages = `
apiVersion: flinkgen.dev/v1alpha1
kind: Stack
metadata: {name: shop}
spec:
  nodes: [a, b, c]
  redis:
    image: {repository: team/redis, tag: "7"}
    extraEnv:
    - {name: EXPORTER_IMAGE, value: "quay.io/oliver006/redis_exporter:v1"}
    - {name: IMAGE_HINT, value: "quay.io/none/none:v1"}
  minio:
    image: registry.internal:5000/mirror/team/minio:1
  juicefs:
    mountPod:
      patches: |
        # The one of the finance department.
          - pvcSelector: {matchName: finance}
            ceMountImage: "ghcr.io/finance/mount:1"
  operator:
    initContainers:
    - {name: wait, image: "busybox:1.36", args: [--sync-image, "quay.io/argoproj/sync:1", "--probe-image=quay.io/argoproj/probe:1"]}
  jobs:
  - name: orders
    jarURI: local:///opt/flink/usrlib/orders.jar
    managed: false
    flinkVersion: v1_20
    image: flink:1.20.4
    serviceAccount: flink
    podTemplate:
      spec:
        containers:
        - {name: flink-main-container}
        - {name: shipper, image: "fluent/fluent-bit:3"}
        volumes:
        - {name: model, image: {reference: "ghcr.io/team/model:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}}
    taskManager:
      podTemplate:
        spec:
          initContainers:
          - {name: fetch, image: "curlimages/curl:8"}
          containers:
          - {name: flink-main-container}
environments:
  dev:
    redis: {image: "redis:6"}
    minio: {image: {repository: team/minio, tag: "2"}}
    jobs:
    - {name: orders, args: [--image, "pictures/cat:1"]}
  prod:
    images: {registry: prod.internal}
    redis: {image: "redis:5"}
`

// What the user adds comes from the mirror as well: what containers, volumes,
// variables, arguments and the configuration of mount pods name. What is on the
// mirror stays where it is, and what is no image stays as it is.
func TestMirrorOfOwnImages(t *testing.T) {
	own := scenario{"own", stack.Document{Name: "own.yaml", Data: []byte(ownImages)}}
	_, b := own.build(t, set("images.registry=registry.internal:5000/mirror"))
	text := render(t, b)
	for _, want := range []string{
		"image: registry.internal:5000/mirror/team/redis:7\n",
		"value: registry.internal:5000/mirror/oliver006/redis_exporter:v1\n",
		"value: quay.io/none/none:v1\n",
		"image: registry.internal:5000/mirror/team/minio:1\n",
		`ceMountImage: "registry.internal:5000/mirror/finance/mount:1"`,
		"image: registry.internal:5000/mirror/library/busybox:1.36\n",
		"- registry.internal:5000/mirror/argoproj/sync:1\n",
		"- --probe-image=registry.internal:5000/mirror/argoproj/probe:1\n",
		"image: registry.internal:5000/mirror/fluent/fluent-bit:3\n",
		"reference: registry.internal:5000/mirror/team/model:1@sha256:",
		"image: registry.internal:5000/mirror/curlimages/curl:8\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
}

// The environments that a completed stack is printed with name no other registry
// either.
func TestMirrorOfEnvironments(t *testing.T) {
	own := scenario{"own", stack.Document{Name: "own.yaml", Data: []byte(ownImages)}}
	s, _ := own.build(t, set("images.registry=registry.internal:5000/mirror"))
	want := map[string]any{
		"dev": map[string]any{
			"redis": map[string]any{"image": "registry.internal:5000/mirror/library/redis:6"},
			"minio": map[string]any{"image": map[string]any{"repository": "registry.internal:5000/mirror/team/minio", "tag": "2"}},
			"jobs":  []any{map[string]any{"name": "orders", "args": []any{"--image", "pictures/cat:1"}}},
		},
		"prod": map[string]any{
			"images": map[string]any{"registry": "prod.internal"},
			"redis":  map[string]any{"image": "prod.internal/library/redis:5"},
		},
	}
	if diff := cmp.Diff(want, s.Environments); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	dev, _ := own.build(t, environment("dev"), set("images.registry=registry.internal:5000/mirror"))
	for _, image := range []component.Image{dev.Spec.Redis.Image, dev.Spec.MinIO.Image} {
		if image.Registry != "registry.internal:5000/mirror" {
			t.Errorf("dev pulls %s", image.Reference())
		}
	}
}

// What Complete sends to the mirror is what package images finds without a
// mirror and maps, and nothing else.
func TestMirrorIsTheMapOfTheImages(t *testing.T) {
	mirror, err := oci.ParseMirror("registry.internal:5000/mirror")
	if err != nil {
		t.Fatal(err)
	}
	own := scenario{"own", stack.Document{Name: "own.yaml", Data: []byte(ownImages)}}
	for _, s := range append(scenarios(t), own) {
		t.Run(s.name, func(t *testing.T) {
			_, plain := s.build(t, set("images.registry="))
			_, mirrored := s.build(t, set("images.registry="+mirror.String()))
			list, err := images.Of(plain)
			if err != nil {
				t.Fatal(err)
			}
			if list, err = list.On(mirror); err != nil {
				t.Fatal(err)
			}
			got, err := images.Of(mirrored)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(uses(list), uses(got)); diff != "" {
				t.Errorf("(-mapped +rendered):\n%s", diff)
			}
		})
	}
}

func uses(list images.List) map[string][]images.Use {
	all := map[string][]images.Use{}
	for _, image := range list {
		all[image.Reference.String()] = image.Uses
	}
	return all
}
