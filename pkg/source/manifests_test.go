package source_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/source"
)

// TestManifestScalars says of every plain scalar that it has the type that
// kubectl and Helm give it, which sigs.k8s.io/yaml decides.
func TestManifestScalars(t *testing.T) {
	for _, text := range []string{
		"yes", "No", "on", "OFF", "y", "true", "False", "tRue", "null", "~", "Null", "", "word", "a_b", "_1", "1_000", "-1_0",
		"0777", "0o17", "0x1F", "-0x1", "08", "0b11", "1", "-1", "+1", "1.5", "1.", ".5", "-.5", "1e3", "1e+3",
		"1.5E-2", "1.2.3", "1:30", "2020-01-02", "12m", "+", ".", "..", "0", "-0", "00", "0_0", "1Gi",
	} {
		t.Run(text, func(t *testing.T) {
			line := "v: " + text + "\n"
			var want map[string]any
			if err := yaml.Unmarshal([]byte(line), &want); err != nil {
				t.Fatal(err)
			}
			documents, mistakes, err := source.Manifests("m.yaml", []byte(line))
			if err != nil || len(mistakes) > 0 || len(documents) != 1 {
				t.Fatal(documents, mistakes, err)
			}
			got := map[string]any{}
			if errs := source.DecodeManifest(documents[0], &got); len(errs) > 0 {
				t.Fatal(errs)
			}
			if g, w := typed(got["v"]), typed(want["v"]); g != w {
				t.Errorf("got %s, want %s", g, w)
			}
		})
	}
}

func typed(v any) string {
	switch v.(type) {
	case int64, float64:
		data, _ := json.Marshal(v)
		return "number " + strings.TrimPrefix(string(data), "-0")
	}
	return fmt.Sprintf("%T %v", v, v)
}

func TestManifests(t *testing.T) {
	stream := "# only a comment\n---\na: 1\n---\n---\nb: 1\nb: 2\n---\nnull\n---\r\n{\"c\": [null, \"on\"]}\r\n"
	documents, mistakes, err := source.Manifests("m.yaml", []byte(stream))
	if err != nil || len(documents) != 2 || len(mistakes) != 1 {
		t.Fatal(documents, mistakes, err)
	}
	if mistakes[0].Line != 7 || documents[0].Line != 3 || documents[1].Line != 11 {
		t.Error(mistakes[0], documents[0].Position, documents[1].Position)
	}
	var object struct {
		C []string          `json:"c"`
		M map[string]string `json:"m"`
	}
	if errs := source.DecodeManifest(documents[1], &object); len(errs) > 0 || len(object.C) != 2 || object.C[1] != "on" {
		t.Error(errs, object)
	}
	documents, _, _ = source.Manifests("m.yaml", []byte("m: {port: 80}"))
	if errs := source.DecodeManifest(documents[0], &object); len(errs) != 1 || !strings.Contains(errs[0].Error(), "m.yaml:1:11: m.port: expected a string, found the number 80; quote it") {
		t.Error(errs)
	}
	if _, _, err := source.Manifests("m.yaml", []byte("a: 1\n---\nb: [\n")); err == nil || !strings.Contains(err.Error(), "m.yaml:") {
		t.Error(err)
	}
}
