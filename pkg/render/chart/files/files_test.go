package files

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/internal/golden"
)

func TestGolden(t *testing.T) {
	all, err := Files(sampleChart(t))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for name, data := range all {
		got[name] = string(data)
	}
	golden.Files(t, "testdata/sample", got)
}

// values.yaml holds the defaults of the part and the overrides of its names.
func TestValuesReadBack(t *testing.T) {
	for _, c := range parts(t) {
		t.Run(c.Name, func(t *testing.T) {
			text, err := Values(c)
			if err != nil {
				t.Fatal(err)
			}
			for i, line := range strings.Split(string(text), "\n") {
				if strings.HasPrefix(strings.TrimSpace(line), "# ") && len([]rune(line)) > width && strings.Count(strings.TrimSpace(line), " ") > 1 {
					t.Errorf("line %d is wider than %d: %s", i+1, width, line)
				}
			}
			data, err := yaml.YAMLToJSON(text)
			if err != nil {
				t.Fatal(err)
			}
			decoder := json.NewDecoder(bytes.NewReader(data))
			decoder.UseNumber()
			var got map[string]any
			if err := decoder.Decode(&got); err != nil {
				t.Fatal(err)
			}
			for _, one := range c.overrides() {
				if got[one.key] != "" {
					t.Errorf("%s is %v", one.key, got[one.key])
				}
				delete(got, one.key)
			}
			if diff := cmp.Diff(c.Defaults, got); diff != "" {
				t.Errorf("values.yaml is not the defaults (-defaults +values.yaml):\n%s", diff)
			}
		})
	}
}

// Every value is explained, in values.yaml and to editors.
func TestEveryValueIsDescribed(t *testing.T) {
	for _, c := range parts(t) {
		for _, k := range c.Table.All() {
			if len(k.Path) > 0 && describe(k.Source, c.Comments[k.Source], k.Options) == "" {
				t.Errorf("chart %s: %s has no description: %q", c.Name, k, c.Comments[k.Source])
			}
		}
	}
}

func TestMetadata(t *testing.T) {
	for _, c := range parts(t) {
		text, err := Metadata(c)
		if err != nil {
			t.Fatal(err)
		}
		var metadata chart.Metadata
		if err := yaml.UnmarshalStrict(text, &metadata); err != nil {
			t.Fatalf("chart %s: %v", c.Name, err)
		}
		if err := metadata.Validate(); err != nil {
			t.Errorf("chart %s: %v", c.Name, err)
		}
		for version, want := range map[string]bool{"v1.26.9": false, "v1.27.0": true, "v1.34.1-gke.3": true} {
			if got := chartutil.IsCompatibleRange(metadata.KubeVersion, version); got != want {
				t.Errorf("chart %s on Kubernetes %s: %t", c.Name, version, got)
			}
		}
	}
}

// The notes of every part are what a person reads, at its defaults and with
// every switch the other way.
func TestNotes(t *testing.T) {
	for _, c := range parts(t) {
		for name, flip := range map[string]bool{"defaults": false, "flipped": true} {
			t.Run(c.Name+" "+name, func(t *testing.T) {
				text := notes(t, c, flip)
				for _, bad := range []string{"<no value>", "%!", "map[", "\n\n\n"} {
					if strings.Contains(text, bad) {
						t.Errorf("%q in the notes:\n%s", bad, text)
					}
				}
				if !strings.Contains(text, " ") || strings.TrimSpace(text)+"\n" != text {
					t.Errorf("blank lines around the notes, or none:\n%q", text)
				}
			})
		}
	}
}

func notes(t *testing.T, c Chart, flip bool) string {
	t.Helper()
	all, err := Files(c)
	if err != nil {
		t.Fatal(err)
	}
	all["templates/_helpers.tpl"] = []byte(`{{ define "` + c.Name + `.fullname" }}{{ .Release.Name }}{{ end }}`)
	var buffered []*loader.BufferedFile
	for path, data := range all {
		buffered = append(buffered, &loader.BufferedFile{Name: path, Data: data})
	}
	loaded, err := loader.LoadFiles(buffered)
	if err != nil {
		t.Fatal(err)
	}
	if flip {
		flipAll(loaded.Values)
	}
	values, err := chartutil.ToRenderValues(loaded, nil, chartutil.ReleaseOptions{Name: "first", Namespace: "ours"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	rendered, err := engine.Render(loaded, values)
	if err != nil {
		t.Fatal(err)
	}
	return rendered[c.Name+"/templates/NOTES.txt"]
}

func flipAll(values map[string]any) {
	for key, value := range values {
		switch value := value.(type) {
		case bool:
			values[key] = !value
		case map[string]any:
			flipAll(value)
		}
	}
}
