package postrender_test

import (
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/postrender"
)

const two = "---\nkind: Deployment\napiVersion: apps/v1\nmetadata: {name: flink-kubernetes-operator, namespace: flink}\nspec: {template: {spec: {containers: [{name: operator, image: a}]}}}\n" +
	"---\nkind: Service\napiVersion: v1\nmetadata: {name: flink-operator-webhook, namespace: flink}\n"

func TestRefusals(t *testing.T) {
	for _, test := range []struct {
		name, in, kustomization string
		want                    []string
	}{
		{"no input", "", "commonAnnotations: {a: b}", []string{"there is no object in the input"}},
		{"comments only", "# Source: a\n---\n\n", "commonAnnotations: {a: b}", []string{"there is no object in the input"}},
		{"all deleted", two, "patches: [{target: {kind: .*}, patch: '{$patch: delete, apiVersion: v1, kind: X, metadata: {name: a}}'}]", []string{"the patches delete every object"}},
		{"a typo in a name", two, "patches: [{patch: '{apiVersion: v1, kind: Service, metadata: {name: flink-operator-webhok, namespace: flink}}'}]", []string{
			"overlay/kustomization.yaml:1: patches[0]: nothing in the stream is Service flink/flink-operator-webhok; near it are Service flink/flink-operator-webhook, Deployment flink/flink-kubernetes-operator",
		}},
		{"no namespace", two, "patches: [{patch: '{apiVersion: v1, kind: Service, metadata: {name: flink-operator-webhook}}'}]", []string{
			"nothing in the stream is Service flink-operator-webhook; near it are Service flink/flink-operator-webhook",
			"the patch must name the namespace, or have a target that names none",
		}},
		{"a target", two, "patches:\n- target: {kind: Deploymnt, labelSelector: a=b}\n  patch: '[{op: test, path: /kind, value: a}]'", []string{
			"overlay/kustomization.yaml:2: patches[0]: nothing in the stream is Deploymnt , labelSelector a=b; near it are Deployment flink/flink-kubernetes-operator",
		}},
		{"every patch that misses", two, "patches:\n- target: {name: a}\n  patch: '[{op: test, path: /a}]'\n- target: {name: b}\n  patch: '[{op: test, path: /b}]'", []string{"patches[0]: nothing", "patches[1]: nothing"}},
		{"a container that is not there", two, "patches: [{target: {kind: Deployment}, patch: '{apiVersion: v1, kind: D, metadata: {name: a}, spec: {template: {spec: {containers: [{name: operatr, args: [a]}]}}}}'}]", []string{
			`Deployment flink/flink-kubernetes-operator: there is no container "operatr" to patch`, `did you mean "operator"?`,
		}},
		{"an operation that fails", two, "patches: [{target: {kind: Service}, patch: '[{op: remove, path: /spec}]'}]", []string{"patches[0]: Service flink/flink-operator-webhook: "}},
		{"a new name", two, "patches: [{target: {kind: Service}, patch: '[{op: replace, path: /metadata/name, value: x}]'}]", []string{"Service flink/flink-operator-webhook becomes Service flink/x"}},
		{"replicas", two, "replicas: [{name: flink-kubernetes-operater, count: 2}]", []string{"replicas[0]: nothing in the stream with replicas is called \"flink-kubernetes-operater\"; near it are Deployment flink/flink-kubernetes-operator"}},
		{"images", two, "images: [{name: redis, newTag: a}]", []string{`images[0]: no object of the stream has the image "redis"`}},
		{"an object that is there", two, "resources: [more.yaml]", []string{"line 6: Service flink/flink-operator-webhook is in the stream, and an overlay adds it under resources: patch it instead"}},
		{"fields that make no sense", two, "namePrefix: a\nhelmCharts: []\npatchs: []\n", []string{
			"overlay/kustomization.yaml:1: namePrefix does nothing to a stream: ", "overlay/kustomization.yaml:2: helmCharts ", `overlay/kustomization.yaml:3: unknown field "patchs": did you mean "patches"?`,
		}},
		{"the file of upstream's example", two, "resources: [all.yaml]", []string{`resources[0]: there is no "all.yaml": if it stands for what Helm renders, leave it out`}},
		{"outside", two, "patches: [{path: ../secret.yaml}]\nresources: [/etc/passwd, https://example.com/a.yaml]\ncomponents: [..]", []string{
			`patches[0]: "../secret.yaml" leaves the directory of the overlay`, `resources[0]: "/etc/passwd" leaves`, `resources[1]: "https://example.com/a.yaml" is remote`, `components[0]: ".." leaves`,
		}},
		{"itself", two, "components: [.]", []string{"components[0]: the directory would contain itself"}},
		{"a directory", two, "resources: [dir]", []string{`resources[0]: "dir" is a directory`}},
		{"a missing patch", two, "patches: [{path: nope.yaml}]", []string{`patches[0]: cannot read "nope.yaml": `}},
		{"an empty patch", two, "patches: [{patch: '# nothing', target: {kind: Service}}]", []string{"patches[0]: the patch is empty"}},
		{"a JSON patch without target", two, "patches: [{patch: '[{op: add, path: /a, value: b}]'}]", []string{"a JSON patch needs a target"}},
		{"an unknown operation", two, "patches: [{target: {kind: Service}, patch: '[{op: ad, path: /a, value: b}]'}]", []string{`[0].op: unknown operation "ad"`}},
		{"allowNameChange", two, "patches: [{target: {kind: Service}, patch: '{kind: Service, metadata: {name: a}}', options: {allowNameChange: true}}]", []string{"patches[0]: options: "}},
		{"a wrong pattern", two, "patches: [{target: {name: '('}, patch: '[{op: test, path: /a}]'}]", []string{"patches[0]: target: "}},
		{"a wrong selector", two, "patches: [{target: {labelSelector: '=='}, patch: '[{op: test, path: /a}]'}]", []string{"patches[0]: target.labelSelector: "}},
		{"another kind", two, "kind: Deployment\ncommonAnnotations: {a: b}", []string{"kind should be Kustomization or Component"}},
		{"no kustomization", two, "- a", []string{"this is no kustomization"}},
		{"what is no YAML", "a: b: c\n", "commonAnnotations: {a: b}", []string{"line 1: it is not clear which object begins here: not YAML: "}},
		{"what is no YAML deep inside", "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata:\n  a: b: c\n", "commonAnnotations: {a: b}", []string{"line 1: ConfigMap a: not YAML: "}},
		{"one name in one namespace", strings.ReplaceAll(two, "Deployment\napiVersion: apps/v1\nmetadata: {name: flink-kubernetes-operator, namespace: flink}", "Service\napiVersion: v1\nmetadata: {name: flink-operator-webhook, namespace: other}"), "namespace: one", []string{
			"Service other/flink-operator-webhook and Service flink/flink-operator-webhook would both be Service one/flink-operator-webhook",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := postrender.Options{Overlays: []postrender.Overlay{overlay("overlay", map[string]string{
				"kustomization.yaml": test.kustomization,
				"more.yaml":          "apiVersion: v1\nkind: Service\nmetadata: {name: flink-operator-webhook, namespace: flink}\n",
				"dir/a.yaml":         "",
			})}}
			said := refused(t, test.in, o)
			for _, want := range test.want {
				if !strings.Contains(said, want) {
					t.Errorf("got\n%s\nwant\n%s", said, want)
				}
			}
		})
	}
}

func TestWrongOptions(t *testing.T) {
	for _, test := range []struct {
		want string
		o    postrender.Options
	}{
		{`label "a b": `, postrender.Options{Labels: map[string]string{"a b": "c"}}},
		{`value of label a "b c": `, postrender.Options{Labels: map[string]string{"a": "b c"}}},
		{`annotation "/": `, postrender.Options{Annotations: map[string]string{"/": "c"}}},
		{`namespace "A": `, postrender.Options{Namespace: "A"}},
		{`mirror "https://a": write a registry`, postrender.Options{Mirror: "https://a"}},
		{`pull secret "A": `, postrender.Options{PullSecrets: []string{"A"}}},
		{`name an object`, postrender.Options{Resources: []string{"--limits=cpu=1"}}},
		{`"service" has no pods`, postrender.Options{Resources: []string{"service/a --limits=cpu=1"}}},
		{`did you mean "deployment"?`, postrender.Options{Resources: []string{"deploymnt/a --limits=cpu=1"}}},
		{`write names, or --all`, postrender.Options{Resources: []string{"deployment --limits=cpu=1"}}},
		{`nothing to set`, postrender.Options{Resources: []string{"deployment/a"}}},
		{`--limits: cpu: "1x" is no quantity`, postrender.Options{Resources: []string{"deployment/a --limits=cpu=1x"}}},
		{`flag provided but not defined: -limit`, postrender.Options{Resources: []string{"deployment/a --limit=cpu=1"}}},
		{`nothing in the stream is Deployment flink-kubernetes-operater; near it are Deployment flink/flink-kubernetes-operator`, postrender.Options{Resources: []string{"deployment/flink-kubernetes-operater --limits=cpu=1"}}},
		{`has no container "operater": did you mean "operator"?`, postrender.Options{Resources: []string{"deployment/flink-kubernetes-operator -c operater --limits=cpu=1"}}},
		{`nothing in the stream is a Job that matches`, postrender.Options{Resources: []string{"job --all --limits=cpu=1"}}},
	} {
		if said := refused(t, two, test.o); !strings.Contains(said, test.want) {
			t.Errorf("got\n%s\nwant\n%s", said, test.want)
		}
	}
}
