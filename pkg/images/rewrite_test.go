package images_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/images"
)

const digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

const pod = `
metadata:
  name: image
  annotations:
    example.com/debug-image: quay.io/a/debug:1
    note: "The image is redis: nothing else."
spec:
  initContainers:
  - {name: a, image: one}
  containers:
  - name: b
    image: quay.io/b/two:2@` + digest + `
    command: [run, --sync-image, "quay.io/c/three:3", --image, word]
    args: ["--probe-image=quay.io/d/four:4", "sh -c 'start --image quay.io/e/five:5'"]
    env:
    - {name: MOUNT_IMAGE, value: "f/six:6"}
    - {name: IMAGE, value: word}
    - {name: IMAGES, value: "quay.io/no/image:1"}
    - {name: OTHER, value: "quay.io/no/image:1"}
  - {name: c, image: $(SEVEN)}
  - {name: d, image: ""}
  ephemeralContainers:
  - {name: e, image: "eight:8"}
  imagePullSecrets: [{name: "quay.io/no/image:1"}]
  volumes:
  - {name: f, image: {reference: "g/nine:9", pullPolicy: Always}}
  flinkConfiguration:
    kubernetes.container.image.ref: h/ten:10
    kubernetes.container.image.pull-policy: Always
    kubernetes: {container: {image: {ref: "h/ten-nested:10"}}}
    rest.address: quay.io/no/image:1
values:
  image: {registry: quay.io, repository: o/sixteen, tag: "16", pullPolicy: Always}
  sidecar: {ourImage: {repository: p/seventeen, digest: "` + digest + `"}}
  other: {repository: q/none, tag: "1"}
  image2: {repository: q/none, tag: "1"}
data:
  config.yaml: |
    # The image: what is pulled.
    mountPodPatch:
      - ceMountImage: "i/eleven:11"
        imagePullPolicy: Always
    - image: k/twelve:12
    image: word
  script: |
    -Dkubernetes.container.image.ref=l/thirteen:13 '-Dkubernetes.container.image=m/fourteen:14'
    url=https://example.com/image/none:1
    JUICEFS_CE_MOUNT_IMAGE=n/fifteen@` + digest + `
`

// Every image has "quay.io" or a number in its name; what must not be found is
// no/image, word and none.
func TestRewrite(t *testing.T) {
	var tree any
	if err := yaml.Unmarshal([]byte(pod), &tree); err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	images.Rewrite(tree, func(path, reference string) string {
		found[reference] = path
		return "m.io/" + reference
	})
	want := map[string]string{
		"quay.io/a/debug:1":         "metadata.annotations[example.com/debug-image]",
		"one":                       "spec.initContainers[0].image",
		"quay.io/b/two:2@" + digest: "spec.containers[0].image",
		"quay.io/c/three:3":         "spec.containers[0].command[2]",
		"quay.io/d/four:4":          "spec.containers[0].args[0]",
		"quay.io/e/five:5":          "spec.containers[0].args[1]",
		"f/six:6":                   "spec.containers[0].env[0].value",
		"eight:8":                   "spec.ephemeralContainers[0].image",
		"g/nine:9":                  "spec.volumes[0].image.reference",
		"h/ten:10":                  "spec.flinkConfiguration[kubernetes.container.image.ref]",
		"h/ten-nested:10":           "spec.flinkConfiguration.kubernetes.container.image.ref",
		"quay.io/o/sixteen:16":      "values.image",
		"p/seventeen@" + digest:     "values.sidecar.ourImage",
		"i/eleven:11":               "data[config.yaml]",
		"k/twelve:12":               "data[config.yaml]",
		"l/thirteen:13":             "data.script",
		"m/fourteen:14":             "data.script",
		"n/fifteen@" + digest:       "data.script",
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	now, err := yaml.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	// Exactly these have changed.
	expected := pod
	for reference := range want {
		if reference != "one" {
			expected = strings.ReplaceAll(expected, reference, "m.io/"+reference)
		}
	}
	expected = strings.Replace(expected, "image: one}", "image: m.io/one}", 1)
	expected = strings.Replace(expected, "{registry: quay.io, repository: o/", "{registry: m.io, repository: quay.io/o/", 1)
	expected = strings.Replace(expected, "{repository: p/", "{repository: m.io/p/", 1)
	var again any
	if err := yaml.Unmarshal([]byte(expected), &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(again, tree); diff != "" {
		t.Errorf("(-want +got):\n%s\n%s", diff, now)
	}
}

// A text without images comes back as it is.
func TestText(t *testing.T) {
	for _, text := range []string{
		"", "image", "image:", "image: ", "--image", "image: local:///opt/flink/a.jar", "image: Not/Lower:1",
		"imagePullPolicy: Always", "the image a/b:1 is large", "image: {repository: a/b}", "IMAGE=$OTHER",
	} {
		got := images.Text(text, func(reference string) string {
			t.Errorf("%q has image %q", text, reference)
			return ""
		})
		if got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("image: a/b:1\n--image c/d:2, IMAGE=\"e/f:3\".")
	f.Add("image: image: a:1 image:a/b")
	f.Fuzz(func(t *testing.T, text string) {
		if got := images.Text(text, func(reference string) string { return reference }); got != text {
			t.Errorf("%q became %q", text, got)
		}
	})
}

func ExampleRewrite() {
	object := map[string]any{"spec": map[string]any{"containers": []any{
		map[string]any{"name": "main", "image": "redis:7.2.11"},
	}}}
	images.Rewrite(object, func(path, reference string) string {
		fmt.Println(path, reference)
		return "mirror.example.com/library/" + reference
	})
	fmt.Println(object)
	// Output:
	// spec.containers[0].image redis:7.2.11
	// map[spec:map[containers:[map[image:mirror.example.com/library/redis:7.2.11 name:main]]]]
}
