package kustomize_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// annotation names the program.
const annotation = `
  annotations:
    config.kubernetes.io/function: |
      exec: {path: flinkgen, args: [krm]}
`

// shop is a stack file that kustomize and flinkgen render take as it is.
const shop = `apiVersion: flinkgen.dev/v1alpha1
kind: Stack
metadata:
  name: shop` + annotation + `
spec:
  nodes: [node1, node2, node3]
  timeZone: Europe/Berlin
  jobs:
  - name: orders
    jarURI: local:///opt/flink/usrlib/orders.jar
    args: ["on", "010", "1e3", "{{ x }}", "a: b # c"]
environments:
  prod:
    redis: {maxmemory: 2gb}
    operator: {replicas: 2}
`

// generator is the same stack in a StackGenerator.
func generator(settings string) string {
	stack := strings.Replace(shop, annotation, "\n", 1)
	return "apiVersion: flinkgen.dev/v1alpha1\nkind: StackGenerator\nmetadata:\n  name: shop" + annotation +
		"spec:\n" + settings + "  stack:\n    " + strings.ReplaceAll(strings.TrimSpace(stack), "\n", "\n    ") + "\n"
}

const postRenderer = `apiVersion: flinkgen.dev/v1alpha1
kind: PostRenderer
metadata:
  name: site` + annotation + `
spec:
  mirror: registry.example.com
  pullSecrets: [registry]
  labels: {team: data}
  annotations: {owner: me}
  resources: ["deployment/flink-kubernetes-operator -c flink-webhook --limits=memory=1Gi"]
  overlays:
  - fluent-bit
  - kustomization:
      patches:
      - patch: |
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: flink-kubernetes-operator, namespace: flink}
          spec: {template: {spec: {priorityClassName: high}}}
`

// settings are those of postRenderer as flags; the second overlay is in a directory.
func settings(t *testing.T) []string {
	t.Helper()
	_, text, _ := strings.Cut(postRenderer, "  - kustomization:\n")
	return []string{
		"post-render", "--overlay", "fluent-bit", "--overlay", directory(t, map[string]string{"kustomization.yaml": text}),
		"--mirror", "registry.example.com", "--pull-secret", "registry", "--label", "team=data", "--annotation", "owner=me",
		"--set-resources", "deployment/flink-kubernetes-operator -c flink-webhook --limits=memory=1Gi",
	}
}

func TestGenerator(t *testing.T) {
	for _, test := range []struct {
		name, config string
		render       []string
	}{
		{"Stack", shop, nil},
		{"StackGenerator", generator("  environment: prod\n"), []string{"-e", "prod"}},
		{
			"components", generator("  components: [redis, job-orders]\n  set: [redis.maxmemory=1gb, 'jobs[name=orders].parallelism=7']\n"),
			[]string{"--component", "redis", "--component", "job-orders", "--set", "redis.maxmemory=1gb", "--set", "jobs[name=orders].parallelism=7"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := directory(t, map[string]string{"stack.yaml": shop, "config.yaml": test.config, "kustomization.yaml": "generators: [config.yaml]\n"})
			want := output(t, nil, "flinkgen", append([]string{"render", "-f", filepath.Join(dir, "stack.yaml")}, test.render...)...)
			equal(t, want, output(t, nil, "kustomize", append(slices.Clone(functions), dir)...))
		})
	}
}

// An overlay patches the generator of a base.
func TestPatchedGenerator(t *testing.T) {
	dir := directory(t, map[string]string{
		"stack.yaml":              shop,
		"shop/shop.yaml":          generator("  components: [redis, operator]\n"),
		"shop/kustomization.yaml": "resources: [shop.yaml]\n",
		"prod/kustomization.yaml": "generators: [generator]\n",
		"prod/generator/kustomization.yaml": "resources: [../../shop]\npatches:\n- patch: |\n    apiVersion: flinkgen.dev/v1alpha1\n" +
			"    kind: StackGenerator\n    metadata: {name: shop}\n    spec: {environment: prod}\n",
	})
	want := output(t, nil, "flinkgen", "render", "-f", filepath.Join(dir, "stack.yaml"), "-e", "prod", "--component", "redis", "--component", "operator")
	equal(t, want, output(t, nil, "kustomize", append(slices.Clone(functions), filepath.Join(dir, "prod"))...))
}

// A script in the directory of the kustomization stands for the program where
// kustomize gives no arguments.
func TestScript(t *testing.T) {
	config := strings.Replace(generator("  components: [redis]\n"), "{path: flinkgen, args: [krm]}", "{path: ./flinkgen-krm}", 1)
	dir := directory(t, map[string]string{
		"base/stack.yaml": shop, "base/config.yaml": config, "base/kustomization.yaml": "generators: [config.yaml]\n",
		"base/flinkgen-krm": "#!/bin/sh\nexec flinkgen krm\n", "kustomization.yaml": "resources: [base]\n",
	})
	if err := os.Chmod(filepath.Join(dir, "base/flinkgen-krm"), 0o755); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	want := output(t, nil, "flinkgen", "render", "-f", filepath.Join(dir, "base/stack.yaml"), "--component", "redis")
	equal(t, want, output(t, nil, "kustomize", append(slices.Clone(functions), dir)...))
}

func TestTransformer(t *testing.T) {
	dir := directory(t, map[string]string{
		"stack.yaml": shop, "site.yaml": postRenderer, "kustomization.yaml": "generators: [stack.yaml]\ntransformers: [site.yaml]\n",
	})
	rendered := output(t, nil, "flinkgen", "render", "-f", filepath.Join(dir, "stack.yaml"))
	want := output(t, strings.NewReader(rendered), "flinkgen", settings(t)...)
	got := output(t, nil, "kustomize", append(slices.Clone(functions), dir)...)
	if strings.Contains(got, "internal.config.kubernetes.io") || strings.Contains(got, "PostRenderer") {
		t.Error("something of kustomize or of flinkgen is left in the objects")
	}
	equal(t, want, got)
}

// What kustomize notes in an item, it finds again behind the function: the
// ConfigMap still gets the hash of its name, and the Deployment that name.
func TestNotesOfKustomize(t *testing.T) {
	files := map[string]string{
		"deployment.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: {name: app}
spec:
  selector: {matchLabels: {app: app}}
  template:
    metadata: {labels: {app: app}}
    spec:
      containers:
      - {name: app, image: app:1, envFrom: [{configMapRef: {name: settings}}]}
`,
		"base/kustomization.yaml": "resources: [deployment.yaml]\nnamePrefix: shop-\nconfigMapGenerator:\n- {name: settings, literals: [a=b]}\n",
		"kustomization.yaml":      "resources: [base]\nnameSuffix: -v1\n",
		"site.yaml":               "apiVersion: flinkgen.dev/v1alpha1\nkind: PostRenderer\nmetadata:\n  name: site" + annotation + "spec:\n  labels: {team: data}\n  mirror: registry.example.com\n",
	}
	files["base/deployment.yaml"] = files["deployment.yaml"]
	delete(files, "deployment.yaml")
	dir := directory(t, files)
	plain := output(t, nil, "kustomize", "build", dir)
	if !strings.Contains(plain, "name: shop-settings-v1-") {
		t.Fatalf("no hash in\n%s", plain)
	}
	want := output(t, strings.NewReader(plain), "flinkgen", "post-render", "--label", "team=data", "--mirror", "registry.example.com")
	for name, text := range map[string]string{
		"above": "resources: [base]\nnameSuffix: -v1\ntransformers: [site.yaml]\n",
		"below": "",
	} {
		t.Run(name, func(t *testing.T) {
			if text != "" {
				write(t, filepath.Join(dir, "kustomization.yaml"), text)
			} else {
				write(t, filepath.Join(dir, "kustomization.yaml"), files["kustomization.yaml"])
				write(t, filepath.Join(dir, "base/site.yaml"), files["site.yaml"])
				write(t, filepath.Join(dir, "base/kustomization.yaml"), files["base/kustomization.yaml"]+"transformers: [site.yaml]\n")
			}
			// The hash is that of the data and of the name before.
			equal(t, want, output(t, nil, "kustomize", append(slices.Clone(functions), dir)...))
		})
		write(t, filepath.Join(dir, "base/kustomization.yaml"), files["base/kustomization.yaml"])
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A mistake reaches the user with its position and its cure, and kustomize
// writes nothing.
func TestMistakes(t *testing.T) {
	for _, test := range []struct{ name, field, config, old, text, want string }{
		{"Stack", "generators", shop, "jarURI:", "jarUri:", `functionConfig:23:5: spec.jobs[0].jarUri: unknown field "jarUri"; did you mean "jarURI"?` + "\n  23 |     jarUri: local:///opt/flink/usrlib/orders.jar\n"},
		{"a number", "generators", shop, "replicas: 2", "replicas: two", `spec.operator.replicas: expected a whole number, found the string "two"`},
		{"StackGenerator", "generators", generator(""), "timeZone:", "timezone:", `spec.stack.spec.timezone: unknown field "timezone"; did you mean "timeZone"?`},
		{"kind", "generators", shop, "kind: Stack", "kind: Stak", `kind: "Stak" is no function of flinkgen; did you mean "Stack"?`},
		{"PostRenderer", "transformers", postRenderer, "mirror:", "miror:", `spec.miror: unknown field "miror"; did you mean "mirror"?`},
		{"patch", "transformers", postRenderer, "flink-kubernetes-operator,", "flink-operator,", `patches[0]: nothing in the stream is Deployment flink/flink-operator; near it are `},
		{"directory", "transformers", postRenderer, "- fluent-bit", "- ../overlay", `spec.overlays[0]: there is no overlay "../overlay"; write fluent-bit`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !strings.Contains(test.config, test.old) {
				t.Fatalf("no %q in it", test.old)
			}
			files := map[string]string{"config.yaml": strings.Replace(test.config, test.old, test.text, 1), "kustomization.yaml": "generators: [config.yaml]\n"}
			if test.field == "transformers" {
				files["stack.yaml"] = shop
				files["kustomization.yaml"] = "generators: [stack.yaml]\ntransformers: [config.yaml]\n"
			}
			s := execute(t, nil, "kustomize", append(slices.Clone(functions), directory(t, files))...)
			if s.code == 0 || s.data != "" || !strings.Contains(s.words, test.want) || !strings.Contains(s.words, "functionConfig") {
				t.Errorf("exit code %d, %d bytes written, said:\n%s\nwant\n%s", s.code, len(s.data), s.words, test.want)
			}
		})
	}
}

// kustomize finds no program without its flags, and says so.
func TestFlags(t *testing.T) {
	dir := directory(t, map[string]string{"stack.yaml": shop, "kustomization.yaml": "generators: [stack.yaml]\n"})
	s := execute(t, bytes.NewReader(nil), "kustomize", "build", dir)
	if s.code == 0 || s.data != "" {
		t.Errorf("exit code %d, %d bytes written, said:\n%s", s.code, len(s.data), s.words)
	}
}
