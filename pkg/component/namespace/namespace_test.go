package namespace

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/componenttest"
)

func TestTransparent(t *testing.T) {
	componenttest.Transparent(t, Defaults(), Objects)
}

func TestObjects(t *testing.T) {
	objects := Objects(Values{
		Labels:      map[string]string{"team": "streaming", "stage": "dev"},
		Annotations: map[string]string{"owner": "platform"},
		Namespaces: []Namespace{
			{Name: "flink", PodSecurity: Restricted},
			{Name: "juicefs", PodSecurity: Privileged, Labels: map[string]string{
				"stage": "prod", "pod-security.kubernetes.io/enforce-version": "v1.34",
			}},
		},
	})
	if len(objects) != 2 {
		t.Fatalf("got %d objects, want 2", len(objects))
	}
	want := []map[string]string{
		{
			"pod-security.kubernetes.io/enforce": "restricted", "pod-security.kubernetes.io/enforce-version": "latest",
			"pod-security.kubernetes.io/warn": "restricted", "pod-security.kubernetes.io/warn-version": "latest",
			"pod-security.kubernetes.io/audit": "restricted", "pod-security.kubernetes.io/audit-version": "latest",
			component.LabelManagedBy: component.ManagedBy, "team": "streaming", "stage": "dev",
		},
		{
			"pod-security.kubernetes.io/enforce": "privileged", "pod-security.kubernetes.io/enforce-version": "v1.34",
			"pod-security.kubernetes.io/warn": "privileged", "pod-security.kubernetes.io/warn-version": "latest",
			"pod-security.kubernetes.io/audit": "privileged", "pod-security.kubernetes.io/audit-version": "latest",
			component.LabelManagedBy: component.ManagedBy, "team": "streaming", "stage": "prod",
		},
	}
	for i, name := range []string{"flink", "juicefs"} {
		if got := objects[i].GetName(); got != name {
			t.Errorf("namespace %d is %q, want %q", i, got, name)
		}
		if diff := cmp.Diff(want[i], objects[i].GetLabels()); diff != "" {
			t.Errorf("labels of %s (-want +got):\n%s", name, diff)
		}
		if got := objects[i].GetAnnotations()["owner"]; got != "platform" {
			t.Errorf("annotation of %s is %q", name, got)
		}
	}
}
