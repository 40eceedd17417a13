package chart_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	helm "helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chartutil"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/render/chart"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/proof"
)

// values.yaml reads back as the defaults of the part.
func TestValues(t *testing.T) {
	for name, c := range parts(t) {
		files, subject := made(t, c)
		want, err := subject.Table.Values(subject.Base)
		if err != nil {
			t.Fatal(err)
		}
		if subject.Table.Named() {
			want["nameOverride"], want["fullnameOverride"] = "", ""
		}
		if diff := cmp.Diff(plain(t, want), read(t, files["values.yaml"])); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

// Every value of a built-in part is explained, in values.yaml, in the schema and
// once in the README.
func TestDescriptions(t *testing.T) {
	for name, c := range parts(t) {
		if name == "sample" {
			continue // its comments are not collected
		}
		files, subject := made(t, c)
		schema := read(t, files["values.schema.json"])
		lines := strings.Split(string(files["values.yaml"]), "\n")
		for i, line := range lines {
			key := strings.TrimLeft(line, " ")
			top := line == key && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "-")
			if top && strings.Contains(line, ":") && !strings.HasPrefix(lines[i-1], "#") {
				t.Errorf("%s: values.yaml does not explain %q", name, line)
			}
		}
		readme := string(files["README.md"])
		for _, k := range subject.Table.All() {
			if k.Kind == knob.Name || k.Kind == knob.Namespace || len(k.Path) == 0 {
				continue
			}
			if property(schema, k)["description"] == nil {
				t.Errorf("%s: the schema does not describe %s", name, k)
			}
			if n := strings.Count(readme, "\n| `"+k.String()+"` |"); n != 1 {
				t.Errorf("%s: the README has %s %d times", name, k, n)
			}
		}
		if strings.Contains(readme, "|  |\n") {
			t.Errorf("%s: the README has a value without a description", name)
		}
	}
}

// property is the schema of a knob.
func property(schema map[string]any, k *knob.Knob) map[string]any {
	if k.Parent != nil {
		schema, _ = property(schema, k.Parent)["items"].(map[string]any)
	}
	for _, key := range k.Path {
		properties, _ := schema["properties"].(map[string]any)
		schema, _ = properties[key].(map[string]any)
	}
	return schema
}

// Helm takes the defaults, global, and what comes out of the Go types but for
// texts that are none of the options and numbers out of bounds.
func TestSchemaAccepts(t *testing.T) {
	for name, c := range parts(t) {
		_, subject := made(t, c)
		for _, values := range []map[string]any{nil, {"global": map[string]any{"imageRegistry": "mirror"}}} {
			if err := validate(subject.Chart, values); err != nil {
				t.Errorf("%s with %v: %v", name, values, err)
			}
		}
		for i := range 20 {
			values, err := proof.Random(proof.Seed(i), subject.Table)
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range complaints(validate(subject.Chart, values)) {
				if !strings.Contains(line, "value must be one of") && !strings.Contains(line, "minimum: got") &&
					!strings.Contains(line, "maximum: got") {
					t.Errorf("%s with the seed %d: %s", name, i, line)
				}
			}
		}
	}
}

// Helm refuses what is no value, and says where and why.
func TestSchemaRefuses(t *testing.T) {
	all := parts(t)
	for _, test := range []struct{ part, values, message string }{
		{"redis", `{replica: 3}`, "at '': additional properties 'replica' not allowed"},
		{"redis", `{sentinel: {quorom: 2}}`, "at '/sentinel': additional properties 'quorom' not allowed"},
		{"redis", `{image: {name: redis}}`, "at '/image': additional properties 'name' not allowed"},
		{"redis", `{replicas: three}`, "at '/replicas': got string, want integer"},
		{"redis", `{replicas: null}`, "at '': missing property 'replicas'"},
		{"redis", `{auth: {passwordKey: null}}`, "at '/auth': missing property 'passwordKey'"},
		{"redis", `{replicas: -1}`, "at '/replicas': minimum: got -1, want 0"},
		{"redis", `{maxmemory: 768}`, "at '/maxmemory': got number, want string"},
		{"redis", `{labels: [a]}`, "at '/labels': got array, want null or object"},
		{"redis", `{tolerations: [{kei: a}]}`, "at '/tolerations/0': additional properties 'kei' not allowed"},
		{"history-server", `{route: road}`, "at '/route': value must be one of 'none', 'ingress', 'gateway'"},
		{"redis", `{serviceAccount: {name: 5}}`, "at '/serviceAccount/name': got number, want null or string"},
		{"namespaces", `{namespaces: [{nam: a}]}`, "at '/namespaces/0': additional properties 'nam' not allowed"},
		{"namespaces", `{namespaces: [{podSecurity: baseline}]}`, "at '/namespaces/0': missing property 'name'"},
		{"namespaces", `{namespaces: flink}`, "at '/namespaces': got string, want null or array"},
	} {
		_, subject := made(t, all[test.part])
		err := validate(subject.Chart, read(t, []byte(test.values)))
		if !slices.ContainsFunc(complaints(err), func(line string) bool { return strings.Contains(line, test.message) }) {
			t.Errorf("%s with %s: expected %q, found %v", test.part, test.values, test.message, err)
		}
	}
	for name, c := range all {
		_, subject := made(t, c)
		if err := validate(subject.Chart, map[string]any{"unknown": 1}); err == nil {
			t.Errorf("%s takes an unknown value", name)
		}
	}
}

// Quantities and numbers or texts take both, and optional values take null.
func TestSchemaTakesBoth(t *testing.T) {
	all := parts(t)
	for _, test := range []struct{ part, values string }{
		{"redis", `{persistence: {size: 1073741824}}`},
		{"redis", `{podDisruptionBudget: {maxUnavailable: 50%}}`},
		{"redis", `{resources: {limits: {memory: 1e9, cpu: 1}}}`},
		{"redis", `{affinity: null, extraConfig: "", serviceAccount: {name: null}}`},
		{"history-server", `{cacheSizeLimit: null}`},
	} {
		_, subject := made(t, all[test.part])
		if err := validate(subject.Chart, read(t, []byte(test.values))); err != nil {
			t.Errorf("%s with %s: %v", test.part, test.values, err)
		}
	}
}

func made(t *testing.T, c *chart.Chart) (map[string][]byte, *proof.Subject) {
	t.Helper()
	files, err := c.Files()
	if err != nil {
		t.Fatal(err)
	}
	subject, err := c.Subject()
	if err != nil {
		t.Fatal(err)
	}
	return files, subject
}

// validate does what helm install does with values.
func validate(c *helm.Chart, values map[string]any) error {
	text, err := json.Marshal(values)
	if err != nil {
		return err
	}
	given, err := chartutil.ReadValues(text)
	if err != nil {
		return fmt.Errorf("values: %w", err)
	}
	_, err = chartutil.ToRenderValues(c, given, chartutil.ReleaseOptions{Name: "release"}, nil)
	return err
}

// complaints are the lines of Helm's message that name a value.
func complaints(err error) []string {
	if err == nil {
		return nil
	}
	var all []string
	for line := range strings.Lines(err.Error()) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "- ")
		if ok && !strings.HasSuffix(rest, "validation failed") {
			all = append(all, rest)
		}
	}
	if len(all) == 0 {
		return []string{err.Error()}
	}
	return all
}

func read(t *testing.T, text []byte) map[string]any {
	t.Helper()
	values := map[string]any{}
	if err := yaml.Unmarshal(text, &values); err != nil {
		t.Fatal(err)
	}
	return values
}

// plain has the types that a values file is read with.
func plain(t *testing.T, values map[string]any) map[string]any {
	t.Helper()
	text, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, text)
}
