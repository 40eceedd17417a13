package postrender_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/postrender"
)

// A check sees the result, also what nothing has changed.
func TestCheck(t *testing.T) {
	o := patched("resources: [more.yaml]\ncommonAnnotations: {a: b}")
	o.Overlays[0] = overlay("overlay", map[string]string{
		"kustomization.yaml": "resources: [more.yaml]\npatches: [{target: {kind: Service}, patch: '[{op: add, path: /spec, value: {a: b}}]'}]",
		"more.yaml":          "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: more}\n",
	})
	var seen []string
	severity := finding.Warning
	o.Check = func(objects []postrender.Object) ([]finding.Finding, error) {
		for _, object := range objects {
			seen = append(seen, object.Identity.String(), string(object.Data))
		}
		return []finding.Finding{{ID: "FG001", Severity: severity, Object: finding.Object(objects[0].Identity), Message: "look here"}}, nil
	}
	_, result := render(t, two, o)
	if len(result.Findings) != 1 || result.Findings[0].String() != "warning FG001: Deployment flink/flink-kubernetes-operator: look here" {
		t.Errorf("findings %v", result.Findings)
	}
	all := strings.Join(seen, "\n")
	for _, want := range []string{"Deployment flink/flink-kubernetes-operator", "image: a}", "Service flink/flink-operator-webhook", "spec:\n  a: b\n", "ConfigMap more"} {
		if !strings.Contains(all, want) {
			t.Errorf("the check does not see %s:\n%s", want, all)
		}
	}
	severity = finding.Error
	var out bytes.Buffer
	_, err := postrender.Render(strings.NewReader(two), &out, o)
	if findings, ok := errors.AsType[*postrender.FindingsError](err); !ok || len(findings.Findings) != 1 || out.Len() > 0 {
		t.Errorf("%v, written %q", err, out.String())
	}
	o.Check = func([]postrender.Object) ([]finding.Finding, error) { return nil, errors.New("broken") }
	if said := refused(t, two, o); said != "cannot check: broken" {
		t.Error(said)
	}
}
