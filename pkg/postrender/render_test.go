package postrender_test

import (
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/postrender"
)

// mixed has everything that Helm is known to hand to a post-renderer.
const mixed = "---\n# Source: chart/templates/a.yaml\n# only a comment\n" +
	"---\r\n# Source: chart/templates/crlf.yaml\r\napiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: crlf\r\ndata:\r\n  a: \"b\"\r\n" +
	"---\n---\n" +
	"# Source: chart/templates/null.yaml\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  annotations:\n  labels: null\nspec:\n  ports:\n  - port: 80\n" +
	"--- # hook\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate\n  annotations: {helm.sh/hook: pre-install}\nspec: {template: {spec: {containers: [{name: a, image: a}]}}}\n" +
	"---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate\nspec: {template: {spec: {containers: [{name: a, image: a}]}}}\n" +
	"---\napiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: first}\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: second}\n" +
	"---\n{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\": \"json\"}}\n...\n" +
	"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: bare\ndata: {odd: yes, when: 2024-01-01, octal: 010}\n" +
	"---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  generateName: no-name-\n" +
	"---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: latin\ndata:\n  name: \"\xe9t\xe9\"\n" +
	"---\njust text\n" +
	"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: last, namespace: other}\ndata:\n  a: |+\n    x\n\n  # the end"

// Nothing is changed: nothing changes.
func TestUntouched(t *testing.T) {
	for name, o := range map[string]postrender.Options{
		"no change": {},
		"a patch for another document": patched(`
patches:
- patch: |
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: last, namespace: other}
    data: {b: c}
`),
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := render(t, mixed, o)
			if name != "no change" {
				// The last document is the one that is changed.
				at := strings.LastIndex(mixed, "---\n") + len("---\n")
				if tail := got[min(at, len(got)):]; !strings.Contains(tail, "b: c") {
					t.Errorf("the patch is not applied: %q", tail)
				}
				if got[:min(at, len(got))] != mixed[:at] {
					t.Errorf("got\n%q\nwant\n%q", got, mixed)
				}
				return
			}
			if got != mixed {
				t.Errorf("got\n%q\nwant\n%q", got, mixed)
			}
		})
	}
}

// What is touched keeps its comments, its order, its line ends and the
// annotation by which Helm 4 finds its file.
func TestTouched(t *testing.T) {
	for _, test := range []struct {
		name, in, kustomization, want string
	}{
		{
			"comments and order",
			"---\n# Source: a.yaml\nkind: ConfigMap\napiVersion: v1\nmetadata:\n  name: a # here\ndata:\n  z: \"1\"\n  b: 'x' # why\n---\n# end\n",
			"patches: [{target: {kind: ConfigMap}, patch: '{apiVersion: v1, kind: ConfigMap, metadata: {name: any}, data: {c: d}}'}]",
			"---\n# Source: a.yaml\nkind: ConfigMap\napiVersion: v1\nmetadata:\n  name: a\ndata:\n  z: \"1\"\n  b: 'x' # why\n  c: d\n---\n# end\n",
		},
		{
			"line ends",
			"---\r\napiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: a\r\ndata:\r\n  b: |\r\n    x\r\n",
			"commonAnnotations: {a: b}",
			"---\r\napiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: a\r\n  annotations:\r\n    a: b\r\ndata:\r\n  b: |\r\n    x\r\n",
		},
		{
			"the file of Helm 4, and not on children",
			"apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n  annotations:\n    postrenderer.helm.sh/postrender-filename: 'c/templates/a.yaml'\nspec:\n  template:\n    metadata: {}\n",
			"labels: [{pairs: {a: b}, includeTemplates: true}]",
			"apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n  annotations:\n    postrenderer.helm.sh/postrender-filename: 'c/templates/a.yaml'\n  labels:\n    a: b\nspec:\n  template:\n    metadata: {labels: {a: b}}\n",
		},
		{
			"an item of a list",
			"apiVersion: v1\nkind: List\nmetadata:\n  annotations: {x: y}\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: b}\n",
			"patches: [{patch: '{apiVersion: v1, kind: ConfigMap, metadata: {name: b}, data: {c: d}}'}]",
			"apiVersion: v1\nkind: List\nmetadata:\n  annotations: {x: y}\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: b}\n  data: {c: d}\n",
		},
		{
			"an object as hook and as template",
			"kind: ConfigMap\napiVersion: v1\nmetadata: {name: a, annotations: {helm.sh/hook: test}}\n---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n",
			"patches: [{patch: '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {c: d}}'}]",
			"kind: ConfigMap\napiVersion: v1\nmetadata: {name: a, annotations: {helm.sh/hook: test}}\ndata: {c: d}\n---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata: {c: d}\n",
		},
		{
			"a document that is deleted",
			"# one\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n---\n# two\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: b}\n",
			"patches: [{patch: '{$patch: delete, apiVersion: v1, kind: ConfigMap, metadata: {name: a}}'}]",
			"---\n# two\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: b}\n",
		},
		{
			"an object that is added, after a last line without end",
			"kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}",
			"resources: [more.yaml]\nlabels: [{pairs: {a: b}}]",
			"kind: ConfigMap\napiVersion: v1\nmetadata: {name: a, labels: {a: b}}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: more\n  labels:\n    a: b\n",
		},
		{
			"words that are booleans for Kubernetes",
			"kind: Widget\napiVersion: example.com/v1\nmetadata: {name: a}\nspec: {plain: yes, text: \"yes\"}\n",
			"commonAnnotations: {new: \"on\", \"off\": \"1_0\"}",
			"kind: Widget\napiVersion: example.com/v1\nmetadata: {name: a, annotations: {new: \"on\", \"off\": \"1_0\"}}\nspec: {plain: yes, text: \"yes\"}\n",
		},
		{
			"text on the line of the separator, and an end marker",
			"--- {kind: ConfigMap, apiVersion: v1, metadata: {name: a}}\n...\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: b}\n",
			"patches: [{patch: '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {c: d}}'}]",
			"---\n{kind: ConfigMap, apiVersion: v1, metadata: {name: a}, data: {c: d}}\n...\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: b}\n",
		},
		{
			"anchors",
			"kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata: {x: &x one, z: *x}\n",
			"patches: [{target: {name: a}, patch: '[{op: replace, path: /data/x, value: two}]'}]",
			"apiVersion: v1\ndata:\n  x: two\n  z: one\nkind: ConfigMap\nmetadata:\n  name: a\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := postrender.Options{Overlays: []postrender.Overlay{overlay("overlay", map[string]string{
				"kustomization.yaml": test.kustomization,
				"more.yaml":          "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: more\n",
			})}}
			if got, _ := render(t, test.in, o); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// Overlays are applied one after the other, and see each other's work.
func TestOverlaysInOrder(t *testing.T) {
	first := overlay("first", map[string]string{"kustomization.yaml": "resources: [pdb.yaml]\nlabels: [{pairs: {team: a}}]", "pdb.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: new}\n"})
	second := overlay("second", map[string]string{"kustomization.yaml": "patches: [{target: {labelSelector: team=a}, patch: '[{op: add, path: /data, value: {seen: both}}]'}]"})
	got, result := render(t, "kind: ConfigMap\napiVersion: v1\nmetadata: {name: old}\n", postrender.Options{Overlays: []postrender.Overlay{first, second}})
	if strings.Count(got, "seen: both") != 2 || result.Added != 1 || result.Objects != 2 {
		t.Errorf("%+v\n%s", result, got)
	}
}

// A component in an overlay is applied before the overlay itself.
func TestComponents(t *testing.T) {
	o := overlay("overlay", map[string]string{
		"kustomization.yaml":       "components: [inner]\ncommonAnnotations: {order: outer}",
		"inner/kustomization.yaml": "kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\ncommonAnnotations: {order: inner, from: inner}",
	})
	got, _ := render(t, "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n", postrender.Options{Overlays: []postrender.Overlay{o}})
	if !strings.Contains(got, "order: outer") || !strings.Contains(got, "from: inner") {
		t.Error(got)
	}
}

func TestNotUTF8(t *testing.T) {
	latin := "kind: ConfigMap\napiVersion: v1\nmetadata: {name: latin}\ndata: {a: \"\xe9\"}\n"
	o := patched("patches: [{target: {name: latin}, patch: '[{op: add, path: /data/b, value: c}]'}]")
	if said := refused(t, latin, o); !strings.Contains(said, "line 1: ConfigMap latin: the text is not UTF-8") {
		t.Error(said)
	}
	o = patched("patches: [{target: {name: a}, patch: '[{op: add, path: /data, value: {b: c}}]'}]")
	got, _ := render(t, "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n---\n"+latin, o)
	if !strings.HasSuffix(got, "---\n"+latin) {
		t.Errorf("%q", got)
	}
	if said := refused(t, "kind: \"\xe9\"\nmetadata: {name: a}\n", o); !strings.Contains(said, "line 1: it is not clear which object begins here") {
		t.Error(said)
	}
}
