package job

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// A job that is not managed has what it says and nothing else.
func TestNotManaged(t *testing.T) {
	want := &corev1.PodTemplateSpec{Spec: corev1.PodSpec{PriorityClassName: "high"}}
	v := Values{Name: "orders", Namespace: "flink", FlinkVersion: "v2_2", DeploymentMode: "application", PodTemplate: want, Labels: map[string]string{"team": "a"}}
	got := find[*v1beta1.FlinkDeployment](t, Objects(v))
	if diff := cmp.Diff(want, got.Spec.PodTemplate); diff != "" {
		t.Errorf("another pod template (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(v.Labels, got.Labels); diff != "" {
		t.Errorf("other labels (-want +got):\n%s", diff)
	}
	if got.Spec.JobManager != nil || got.Spec.TaskManager != nil {
		t.Error("a role that the job says nothing of")
	}
	if errs := Validate(v, nil); len(errs) > 0 {
		t.Errorf("refused: %v", errs.ToAggregate())
	}
}

// A template that nothing would read is refused.
func TestPodTemplateOfAManagedJob(t *testing.T) {
	v := Defaults()
	v.PodTemplate = &corev1.PodTemplateSpec{}
	if errs := Validate(v, nil); len(errs) != 1 || errs[0].Field != "podTemplate" {
		t.Errorf("errors %v", errs)
	}
}
