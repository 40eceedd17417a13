package chart_test

import (
	"strings"
	"testing"

	helm "helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"sigs.k8s.io/yaml"
)

// Two releases of a store can be in one namespace: no object of one has the
// name of an object of the other. Claims of jobs are named by their values.
func TestTwoReleases(t *testing.T) {
	all := parts(t)
	for _, name := range []string{"redis", "minio", "flink-standalone"} {
		subject, err := all[name].Subject()
		if err != nil {
			t.Fatal(err)
		}
		first, second := objectsOf(t, subject.Chart, "first"), objectsOf(t, subject.Chart, "second")
		if len(first) < 4 || len(first) != len(second) {
			t.Errorf("%s renders %v and %v", name, first, second)
		}
		for object := range first {
			if second[object] {
				t.Errorf("both releases of %s have the %s", name, object)
			}
		}
	}
}

// objectsOf are kind and name of each object of a release.
func objectsOf(t *testing.T, c *helm.Chart, release string) map[string]bool {
	t.Helper()
	options := chartutil.ReleaseOptions{Name: release, Namespace: "namespace", IsInstall: true}
	without := map[string]any{}
	if _, found := c.Values["claims"]; found {
		without["claims"] = nil
	}
	values, err := chartutil.ToRenderValues(c, without, options, nil)
	if err != nil {
		t.Fatal(err)
	}
	rendered, err := engine.Render(c, values)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for file, text := range rendered {
		if !strings.HasSuffix(file, ".yaml") {
			continue
		}
		for document := range strings.SplitSeq("\n"+text, "\n---") {
			var object struct {
				Kind     string `json:"kind"`
				Metadata struct {
					Name string `json:"name"`
				} `json:"metadata"`
			}
			if err := yaml.Unmarshal([]byte(document), &object); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if object.Kind != "" {
				all[object.Kind+" "+object.Metadata.Name] = true
			}
		}
	}
	return all
}
