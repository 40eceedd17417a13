package helm_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/component/hadoop"
	"github.com/flinkgen/flinkgen/pkg/component/historyserver"
	"github.com/flinkgen/flinkgen/pkg/component/ingressnginx"
	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/component/localvolume"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/component/monitoring"
	"github.com/flinkgen/flinkgen/pkg/component/namespace"
	"github.com/flinkgen/flinkgen/pkg/component/operator"
	"github.com/flinkgen/flinkgen/pkg/component/redis"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1/crds"
	"github.com/flinkgen/flinkgen/pkg/render/chart"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/proof"
	"github.com/flinkgen/flinkgen/pkg/tree"
	"github.com/flinkgen/flinkgen/schemas"
)

// rounds is how often each Helm renders a chart with random values.
const rounds = 5

func parts(t *testing.T) []*chart.Chart {
	t.Helper()
	comments, err := schemas.Comments()
	if err != nil {
		t.Fatal(err)
	}
	o := chart.Options{Comments: comments}
	operatorOptions := chart.Options{Comments: comments, Definitions: map[string][]byte{}}
	definitions, err := crds.For(operator.Defaults().Version)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range definitions {
		operatorOptions.Definitions[one.Name+".yaml"] = one.YAML
	}
	return []*chart.Chart{
		chart.With(hadoop.Component, o), chart.With(historyserver.Component, o), chart.With(ingressnginx.Component, o),
		chart.With(job.ApplicationComponent, o), chart.With(job.BlueGreenComponent, o), chart.With(job.SessionComponent, o),
		chart.With(job.StandaloneComponent, o), chart.With(juicefs.Component, o), chart.With(localvolume.Component, o),
		chart.With(minio.Component, o), chart.With(monitoring.Component, o), chart.With(namespace.Component, o),
		chart.With(operator.Component, operatorOptions), chart.With(redis.Component, o),
	}
}

// TestCharts says of every chart that both Helms like it, render it always in
// the same way and to just the objects of its part.
func TestCharts(t *testing.T) {
	all := parts(t)
	directory := filepath.Join(t.TempDir(), "charts")
	if err := writeCharts(t.Context(), directory, all); err != nil {
		t.Fatal(err)
	}
	for _, program := range majors {
		h := newHelm(t, program)
		t.Run(program.Name, func(t *testing.T) {
			for _, c := range all {
				t.Run(c.Name, func(t *testing.T) {
					t.Parallel()
					at := filepath.Join(directory, c.Name)
					h.mustRun(t, "lint", "--strict", at)
					testRendering(t, h, c, at)
					testRefusals(t, h, c, at)
				})
			}
		})
	}
}

func writeCharts(ctx context.Context, directory string, all []*chart.Chart) error {
	files := &tree.Tree{}
	if err := chart.Write(files, all...); err != nil {
		return err
	}
	return files.Write(ctx, directory)
}

func testRendering(t *testing.T, h *helm, c *chart.Chart, at string) {
	t.Helper()
	subject, err := c.Subject()
	if err != nil {
		t.Fatal(err)
	}
	release := proof.Release{Name: "release", Namespace: "elsewhere"}
	samples := map[string]map[string]any{"defaults": nil, "switched": switched(subject)}
	for i := range rounds {
		if samples[fmt.Sprint("random ", i)], err = proof.Random(proof.Seed(i), subject.Table); err != nil {
			t.Fatal(err)
		}
	}
	for name, values := range samples {
		arguments := []string{"template", release.Name, at, "--namespace", release.Namespace, "--values", valuesFile(t, values)}
		if strings.HasPrefix(name, "random") {
			arguments = append(arguments, "--skip-schema-validation") // ports may be negative there
		}
		manifest := h.mustRun(t, arguments...)
		if name == "defaults" && !bytes.Equal(manifest, h.mustRun(t, arguments...)) {
			t.Error("the second rendering differs from the first")
		}
		if err := subject.CheckManifest(release, values, manifest); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// switched has every switch and every choice another way than the defaults.
func switched(s *proof.Subject) map[string]any {
	values := map[string]any{}
	for _, k := range s.Table.Knobs {
		switch {
		case k.Kind == knob.Flag && k.Declared:
			put(values, k.Path, !k.Value(s.Base).Bool())
		case k.Kind == knob.Choice:
			for _, option := range k.Options {
				if option != k.Value(s.Base).String() {
					put(values, k.Path, option)
				}
			}
		}
	}
	return values
}

func put(tree map[string]any, path []string, value any) {
	for _, key := range path[:len(path)-1] {
		next, ok := tree[key].(map[string]any)
		if !ok {
			next = map[string]any{}
			tree[key] = next
		}
		tree = next
	}
	tree[path[len(path)-1]] = value
}

func valuesFile(t *testing.T, values map[string]any) string {
	t.Helper()
	text, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "values.yaml")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// hasValue says whether the schema of a chart has a top-level value.
func hasValue(t *testing.T, at, value string) bool {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(at, "values.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Properties map[string]any `json:"properties"`
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	return schema.Properties[value] != nil
}

// testRefusals gives each top-level value a neighbour that is spelled wrong, and
// another type. The message has to name the path, and what is wrong there.
func testRefusals(t *testing.T, h *helm, c *chart.Chart, at string) {
	t.Helper()
	name := "at '/fullnameOverride': got number, want null or string"
	if !hasValue(t, at, "fullnameOverride") { // its objects have the names of a stack
		name = "at '': additional properties 'fullnameOverride' not allowed"
	}
	for _, test := range []struct {
		set, want string
	}{
		{"lables.team=streaming", "at '': additional properties 'lables' not allowed"},
		{"labels=streaming", "at '/labels': got string, want null or object"},
		{"fullnameOverride=7", name},
	} {
		_, words, err := h.run(t.Context(), "template", "release", at, "--set", test.set)
		if err == nil {
			t.Errorf("--set %s is not refused", test.set)
		} else if !strings.Contains(string(words), test.want) || !strings.Contains(string(words), c.Name+":\n") {
			t.Errorf("--set %s is refused without %q:\n%s", test.set, test.want, words)
		}
	}
}
