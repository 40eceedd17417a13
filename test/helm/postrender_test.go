package helm_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/test/controlplane"
)

// postRenderer is flinkgen itself, as Helm runs it.
var postRenderer = controlplane.Program{Name: "flinkgen", Directory: "..", Package: "./cmd/flinkgen"}

// odd is a chart with everything that Helm hands over in a way of its own.
var odd = map[string]string{
	"Chart.yaml":  "apiVersion: v2\nname: odd\nversion: 0.1.0\n",
	"values.yaml": "broken: false\nclaim: true\n",
	"crds/odd.yaml": `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: odds.example.com}
spec:
  group: example.com
  names: {kind: Odd, listKind: OddList, plural: odds, singular: odd}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}
`,
	"templates/deployment.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: flink-kubernetes-operator
  annotations:
spec:
  selector: {matchLabels: {app: odd}}
  template:
    metadata: {labels: {app: odd}}
    spec:
      serviceAccountName: made-by-a-hook
      containers:
      - name: flink-kubernetes-operator
        image: docker.io/library/busybox:1.37
        ports: [{name: http, containerPort: 8080}]
        volumeMounts: [{name: flink-operator-config-volume, mountPath: /opt/flink/conf}]
      - name: flink-webhook
        image: docker.io/library/busybox:1.37
      volumes:
      - name: flink-operator-config-volume
        configMap: {name: settings, items: [{key: mode, path: mode}]}
`,
	"templates/hooks.yaml": `apiVersion: v1
kind: ServiceAccount
metadata:
  name: made-by-a-hook
  annotations: {helm.sh/hook: pre-install}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  annotations: {helm.sh/hook: "pre-install,pre-upgrade"}
data: {mode: hook}
---
apiVersion: batch/v1
kind: Job
metadata:
  name: prepare
  annotations: {helm.sh/hook: pre-install}
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{name: prepare, image: "docker.io/library/busybox:1.37"}]
`,
	"templates/settings.yaml": "apiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: settings\r\ndata:\r\n  mode: template\r\n",
	"templates/empty.yaml":    "---\n# nothing\n---\n\n---\n{{- if .Values.never }}\nkind: Never\n{{- end }}\n",
	"templates/list.yaml": `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata: {name: odd, labels: null}
  spec:
    selector: {app: odd}
    ports: [{port: 80, targetPort: {{ if .Values.broken }}htttp{{ else }}http{{ end }}}]
- apiVersion: example.com/v1
  kind: Odd
  metadata: {name: odd}
  spec: {size: 1}
`,
}

// TestPostRender runs flinkgen post-render below both Helms. The command line is
// the same; Helm 4 has the plugin besides.
func TestPostRender(t *testing.T) {
	redis := render(t).chart("redis")
	chart := filepath.Join(t.TempDir(), "odd")
	for name, text := range odd {
		writeFile(t, filepath.Join(chart, name), text)
	}
	for _, program := range majors {
		h := newPostRendering(t, program)
		t.Run(program.Name, func(t *testing.T) {
			for name, at := range map[string]string{"redis": redis, "odd": chart} {
				t.Run(name, func(t *testing.T) {
					plain := objects(t, h.mustRun(t, h.command(at)...))
					testChecked(t, h, at, plain)
					testMirror(t, h, at, plain)
				})
			}
			t.Run("overlay", func(t *testing.T) { testOverlay(t, h, chart) })
			t.Run("refused", func(t *testing.T) { testRefused(t, h, chart) })
		})
	}
}

type postRendering struct{ *helm }

// newPostRendering is a Helm with flinkgen on its PATH and, for Helm 4, the
// plugin. Helm 3 does not bear plugins of Helm 4.
func newPostRendering(t *testing.T, program controlplane.Program) postRendering {
	t.Helper()
	h := postRendering{newHelm(t, program)}
	plugins := t.TempDir()
	h.environment = append(h.environment, "PATH="+filepath.Dir(postRenderer.Path())+":"+os.Getenv("PATH"), "HELM_PLUGINS="+plugins)
	if program.Name == helm4.Name {
		source, err := filepath.Abs("../../plugin")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(source, filepath.Join(plugins, "flinkgen")); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// command is helm template, with flinkgen as post-renderer where it has arguments.
func (h postRendering) command(chart string, arguments ...string) []string {
	command := []string{"template", "release", chart, "--namespace", "elsewhere", "--include-crds", "--kube-version", "1.37.0"}
	if len(arguments) == 0 {
		return command
	}
	command = append(command, "--post-renderer", "flinkgen", "--post-renderer-args", "post-render")
	for _, argument := range arguments {
		command = append(command, "--post-renderer-args", argument)
	}
	return command
}

// testChecked wants the objects as they were.
func testChecked(t *testing.T, h postRendering, chart string, plain []string) {
	t.Helper()
	if diff := cmp.Diff(plain, objects(t, h.mustRun(t, h.command(chart, "--check")...))); diff != "" {
		t.Errorf("--check changes something:\n%s", diff)
	}
}

// testMirror wants every image on the mirror, but for hooks of Helm 3, which no
// post-renderer sees.
func testMirror(t *testing.T, h postRendering, chart string, plain []string) {
	t.Helper()
	want := slices.Clone(plain)
	for i := range want {
		if h.program.Name == helm4.Name || !strings.Contains(want[i], `"helm.sh/hook"`) {
			want[i] = strings.ReplaceAll(want[i], `"image":"docker.io/`, `"image":"registry.example.com/`)
		}
	}
	if slices.Equal(want, plain) {
		t.Fatal("there is no image")
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, objects(t, h.mustRun(t, h.command(chart, "--check", "--mirror=registry.example.com")...))); diff != "" {
		t.Errorf("the mirror changes something else:\n%s", diff)
	}
}

// testOverlay wants Fluent Bit in the Deployment and nothing else changed.
func testOverlay(t *testing.T, h postRendering, chart string) { //nolint:thelper // the body of a subtest
	plain := objects(t, h.mustRun(t, h.command(chart)...))
	changed := objects(t, h.mustRun(t, h.command(chart, "--check", "--overlay=fluent-bit")...))
	same := 0
	for _, object := range changed {
		if slices.Contains(plain, object) {
			same++
		} else if strings.Contains(object, `"kind":"Deployment"`) && !strings.Contains(object, "fluent-bit") {
			t.Errorf("no Fluent Bit in %s", object)
		}
	}
	if same != len(plain)-1 {
		t.Errorf("%d of %d objects are as they were", same, len(plain))
	}
}

// testRefused wants Helm to fail, and its user to read why, on a pipe and in a
// file, and in the log.
func testRefused(t *testing.T, h postRendering, chart string) { //nolint:thelper // the body of a subtest
	log := filepath.Join(t.TempDir(), "log")
	const want = `FG109: Service odd: spec.ports[0].targetPort: no container of its pods has a port "htttp": they have http`
	command := append(h.command(chart, "--check", "--log-file="+log), "--set", "broken=true")
	data, words, err := h.run(t.Context(), command...)
	if err == nil || len(data) > 0 {
		t.Fatalf("Helm goes on: %s", data)
	}
	for name, text := range map[string]string{"helm": string(words), "the log": read(t, log)} {
		if !strings.Contains(text, want) {
			t.Errorf("%s does not say %q:\n%s", name, want, text)
		}
	}
	if !strings.Contains(string(words), "Error: ") {
		t.Errorf("the error of Helm itself is gone:\n%s", words)
	}
	// Helm writes on at its own place in a file, and nothing may be in its way.
	if text := h.intoFile(t, command); !strings.HasPrefix(text[max(0, strings.LastIndex(text, "Error: error")):], "Error: error while running post render") {
		t.Errorf("the error of Helm itself is gone from its file:\n%s", text)
	}
	// An error of the command line is told too.
	_, words, err = h.run(t.Context(), h.command(chart, "--chekc")...)
	if err == nil || !strings.Contains(string(words), "unknown flag: --chekc") {
		t.Errorf("a wrong flag is not told: %v", err)
	}
	// With a rule left out it is no error.
	h.mustRun(t, append(h.command(chart, "--check", "--ignore=FG109"), "--set", "broken=true")...)
}

// intoFile runs Helm with a file for its standard error, and gives its text.
func (h postRendering) intoFile(t *testing.T, command []string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "stderr")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), h.program.Path(), command...)
	cmd.Env, cmd.Stderr = h.environment, file
	if cmd.Run() == nil {
		t.Error("Helm goes on")
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return read(t, path)
}

// objects are the objects of a stream as JSON, sorted, without values that are
// null or empty and without lists around them: Helm 4 rewrites both.
func objects(t *testing.T, stream []byte) []string {
	t.Helper()
	var all []string
	var add func(object map[string]any)
	add = func(object map[string]any) {
		if items, isList := object["items"].([]any); isList && object["kind"] == "List" {
			for _, item := range items {
				add(item.(map[string]any))
			}
			return
		}
		data, err := json.Marshal(filled(object))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(data))
	}
	for _, text := range documents(t, bytes.ReplaceAll(stream, []byte("\r\n"), []byte("\n"))) {
		var object map[string]any
		if err := yaml.Unmarshal(text, &object); err != nil {
			t.Fatal(err)
		}
		add(object)
	}
	slices.Sort(all)
	return all
}

// filled is a value without what is null or an empty map in it.
func filled(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			inner = filled(inner)
			if m, isMap := inner.(map[string]any); inner == nil || isMap && len(m) == 0 {
				delete(v, key)
				continue
			}
			v[key] = inner
		}
	case []any:
		for i := range v {
			v[i] = filled(v[i])
		}
	}
	return value
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
