package krm_test

import (
	"bytes"
	"io"
	"maps"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/krm"
	"github.com/flinkgen/flinkgen/pkg/postrender"
)

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
  namespace: data
  annotations:
    internal.config.kubernetes.io/previousNames: old # a comment
    internal.config.kubernetes.io/previousNamespaces: data
    internal.config.kubernetes.io/previousKinds: Deployment
    internal.config.kubernetes.io/other: x
    config.kubernetes.io/index: '3'
    config.kubernetes.io/path: app.yaml
    config.k8s.io/id: "1"
spec:
  replicas: 010
  template:
    spec:
      containers:
      - {name: app, image: "app:1"}
`

const patch = `
overlays:
- kustomization:
    patches:
    - patch: |
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: app, namespace: data}
        spec: {template: {spec: {priorityClassName: high}}}
- kustomization: {resources: [], commonAnnotations: {a: b}}
labels: {team: data}
mirror: registry.example.com
`

// What the items become is what package postrender makes of them, with the
// notes of the orchestrator as they were.
func TestTransformer(t *testing.T) {
	l := run(t, list(postRenderer("labels: {team: data}\nmirror: registry.example.com\npullSecrets: [registry]\nannotations: {owner: me}\nnamespace: other\nresources: [deployment/app --limits=cpu=1]"), settings, deployment))
	var out bytes.Buffer
	if _, err := postrender.Render(strings.NewReader(settings+"\n---\n"+deployment), &out, postrender.Options{
		Labels: map[string]string{"team": "data"}, Mirror: "registry.example.com", PullSecrets: []string{"registry"},
		Annotations: map[string]string{"owner": "me"}, Namespace: "other", Resources: []string{"deployment/app --limits=cpu=1"},
	}); err != nil {
		t.Fatal(err)
	}
	want := split(t, out.String())
	annotations := want[1]["metadata"].(map[string]any)["annotations"].(map[string]any)
	maps.Copy(annotations, map[string]any{
		"internal.config.kubernetes.io/previousNames": "old", "internal.config.kubernetes.io/previousNamespaces": "data",
		"internal.config.kubernetes.io/previousKinds": "Deployment", "internal.config.kubernetes.io/other": "x",
		"config.kubernetes.io/index": "3", "config.kubernetes.io/path": "app.yaml", "config.k8s.io/id": "1",
	})
	same(t, want, l.Items)
}

func TestOverlays(t *testing.T) {
	in := list(postRenderer(patch), settings, deployment)
	text := runText(t, in)
	l := parse(t, text)
	for _, want := range []string{"priorityClassName: high", "image: \"registry.example.com/library/app:1\"", "replicas: 010", "previousNames: old # a comment", "config.kubernetes.io/index: '3'"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if len(l.Items) != 2 || strings.Count(text, "team: data") != 3 { // and in the functionConfig
		t.Errorf("%d items in\n%s", len(l.Items), text)
	}
	// What nothing changes is as it was.
	unchanged := runText(t, list(postRenderer("mirror: registry.example.com"), settings, deployment))
	if !strings.Contains(unchanged, "  metadata: {name: settings, namespace: flink}\n") {
		t.Error(unchanged)
	}
}

// Patches may delete items, and an overlay of flinkgen has a name.
func TestDeleted(t *testing.T) {
	l := run(t, list(postRenderer("overlays:\n- kustomization:\n    patches:\n    - patch: |\n        $patch: delete\n        apiVersion: v1\n        kind: ConfigMap\n        metadata: {name: settings, namespace: flink}"), settings, deployment))
	same(t, split(t, deployment), l.Items)
}

// What is meant for tools stays as it is, where it is.
func TestLocal(t *testing.T) {
	tool := "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: NAME, annotations: {config.kubernetes.io/local-config: 'true'}}"
	named := func(name string) string { return strings.Replace(tool, "NAME", name, 1) }
	l := run(t, list(postRenderer("labels: {team: data}"), named("a"), settings, named("b"), deployment, named("c")))
	var names []string
	for _, item := range l.Items {
		metadata := item["metadata"].(map[string]any)
		name := metadata["name"].(string)
		if labels, ok := metadata["labels"]; ok == (len(name) == 1) {
			t.Errorf("%s has labels %v", name, labels)
		}
		names = append(names, name)
	}
	if got := strings.Join(names, " "); got != "a settings b app c" {
		t.Errorf("the items are %s", got)
	}
	if said := failed(t, list(postRenderer("labels: {team: data}"), named("a"))); !strings.HasPrefix(said, "there are no items to change") {
		t.Error(said)
	}
	// Errors count the local items too.
	if said := failed(t, list(postRenderer("labels: {a: b}"), named("a"), settings, named("b"), strings.Replace(deployment, "previousKinds: Deployment", "previousKinds: 'A,B'", 1))); !strings.HasPrefix(said, "items[3]: Deployment data/app: kustomize cannot work on it") {
		t.Error(said)
	}
}

func TestNotes(t *testing.T) {
	in := list(postRenderer("mirror: registry.example.com"), deployment, strings.NewReplacer("app:1", "$(IMAGE)", "name: app", "name: b").Replace(deployment))
	in += "results:\n- {message: before, severity: info}\n"
	l := run(t, in)
	if len(l.Results) < 1 || l.Results[0].Message != "before" {
		t.Errorf("the results before are lost: %v", l.Results)
	}
	for _, r := range l.Results {
		if r.Severity != "info" {
			t.Errorf("%v", r)
		}
	}
}

func TestTransformerMistakes(t *testing.T) {
	for _, test := range []struct{ name, spec, want string }{
		{"field", "miror: x", "functionConfig:6:3: spec.miror: unknown field \"miror\"; did you mean \"mirror\"?\n   6 |   miror: x\n     |   ^"},
		{"nothing", "{}", "spec: it changes nothing; write overlays, namespace, "},
		{"type", "labels: [a]", "functionConfig:7:3: spec.labels: expected a map, found a list"},
		{"name", "overlays: [fluent-bit, fluentbit]", `functionConfig:8:5: spec.overlays[1]: there is no overlay "fluentbit"; write fluent-bit, or a kustomization: {patches: […]}; directories are not read`},
		{"path", "overlays: [../../etc]", `there is no overlay "../../etc"`},
		{"both", "overlays: [{name: fluent-bit, kustomization: {}}]", "spec.overlays[0]: it has both name and kustomization; keep one"},
		{"kustomization", "overlays:\n- kustomization:\n    patchs: []", `functionConfig spec.overlays[0]/kustomization.yaml:8: unknown field "patchs"`},
		{"file", "overlays:\n- kustomization: {resources: [../secret.yaml]}", `"../secret.yaml" leaves the directory of the overlay`},
		{"no file", "overlays:\n- kustomization: {resources: [secret.yaml]}", `there is no "secret.yaml"`},
		{"patch", strings.Replace(patch, "name: app,", "name: apps,", 1), "functionConfig spec.overlays[0]/kustomization.yaml:9: patches[0]: nothing in the stream is Deployment data/apps; near it are Deployment data/app"},
		{"mirror", "mirror: http://x", "mirror"},
		{"container", "overlays: [fluent-bit]", "flink-kubernetes-operator"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if said := failed(t, list(postRenderer(test.spec), settings, deployment)); !strings.Contains(said, test.want) {
				t.Errorf("got\n%s\nwant\n%s", said, test.want)
			}
		})
	}
	if said := failed(t, list(postRenderer("mirror: x.example.com"))); !strings.HasPrefix(said, "there are no items to change") {
		t.Error(said)
	}
	// An error of an item names it.
	deep := strings.Repeat("[", 300) + strings.Repeat("]", 300)
	err := krm.Run(strings.NewReader(list(postRenderer("labels: {a: b}"), settings, deployment+"x: "+deep+"\n")), io.Discard)
	if err == nil || !strings.HasPrefix(err.Error(), "items[1]: Deployment data/app: nested deeper than 200 levels") {
		t.Error(err)
	}
}
