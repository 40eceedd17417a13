package cluster_test

import (
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// testRefusals says that the API server refuses a job of the stack once it has
// a mistake, and names the mistake: so what it takes, it has looked at.
func testRefusals(t *testing.T, w *world, s scenario) { //nolint:thelper // the body of a subtest
	var job document
	for _, c := range s.bundle.Components {
		for _, d := range documents(t, s.text(t, c.Name)) {
			if d.GetKind() == "FlinkDeployment" {
				job = d
			}
		}
	}
	if job.Unstructured == nil {
		t.Fatal("the stack has no FlinkDeployment")
	}
	for _, test := range []struct {
		name  string
		path  []string
		value any
		want  string
	}{
		{"unknown field", []string{"spec", "flinkVersoin"}, "v1_17", "spec.flinkVersoin"},
		{"unknown field in the pod template", []string{"spec", "podTemplate", "spec", "tolerationz"}, []any{}, "spec.podTemplate.spec.tolerationz"},
		{"wrong type", []string{"spec", "job", "parallelism"}, "two", "parallelism"},
		{"bad enum", []string{"spec", "flinkVersion"}, "v9_9", "spec.flinkVersion"},
		{"bad enum in the job", []string{"spec", "job", "upgradeMode"}, "hopeful", "spec.job.upgradeMode"},
	} {
		t.Run(test.name, func(t *testing.T) {
			broken := document{job.DeepCopy(), nil}
			if err := unstructured.SetNestedField(broken.Object, test.value, test.path...); err != nil {
				t.Fatal(err)
			}
			var err error
			if broken.text, err = yaml.Marshal(broken.Object); err != nil {
				t.Fatal(err)
			}
			if _, err = w.apply(t.Context(), broken, "All"); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the answer is %v, want one that names %s", err, test.want)
			}
		})
	}
}
