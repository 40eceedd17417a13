package v1beta1_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// What is left out in Go must be absent in the object: a null would be refused
// by the API server, and an empty status has no place in a manifest.
func TestUnsetFieldsAreAbsent(t *testing.T) {
	deployment := &v1beta1.FlinkDeployment{
		TypeMeta:   v1beta1.TypeOf(v1beta1.KindFlinkDeployment),
		ObjectMeta: metav1.ObjectMeta{Name: "example"},
		Spec: v1beta1.FlinkDeploymentSpec{
			FlinkVersion:       v1beta1.FlinkVersion2_2,
			FlinkConfiguration: v1beta1.Configuration{"parallelism.default": "2"},
			PodTemplate:        &corev1.PodTemplateSpec{Spec: corev1.PodSpec{PriorityClassName: "high"}},
			TaskManager: &v1beta1.TaskManagerSpec{
				Resource: &v1beta1.Resource{Memory: "2048m", CPU: 0.5},
				Replicas: ptr.To[int32](0),
			},
			Job: &v1beta1.JobSpec{
				JarURI:                "local:///opt/flink/job.jar",
				UpgradeMode:           v1beta1.UpgradeModeSavepoint,
				SavepointTriggerNonce: ptr.To[int64](0),
			},
		},
	}
	const want = `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: example
spec:
  flinkVersion: v2_2
  job:
    jarURI: local:///opt/flink/job.jar
    upgradeMode: savepoint
    savepointTriggerNonce: 0
  taskManager:
    resource:
      memory: 2048m
      cpu: 0.5
    replicas: 0
  flinkConfiguration:
    parallelism.default: "2"
  podTemplate:
    spec:
      priorityClassName: high
`
	got, err := encode.Append(nil, deployment)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("want (-) and got (+) differ:\n%s", diff)
	}
}

func TestSchemeKnowsEveryKind(t *testing.T) {
	scheme := runtime.NewScheme()
	if err := v1beta1.AddToScheme(scheme); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{
		v1beta1.KindFlinkDeployment, v1beta1.KindFlinkSessionJob,
		v1beta1.KindFlinkStateSnapshot, v1beta1.KindFlinkBlueGreenDeployment,
	} {
		for _, name := range []string{kind, kind + "List"} {
			if !scheme.Recognizes(v1beta1.GroupVersion().WithKind(name)) {
				t.Errorf("the scheme does not know %s", name)
			}
		}
	}
}
