package job

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// BlueGreen steers the change from one cluster to the next.
type BlueGreen struct {
	// Configuration holds options of the change, such as kubernetes.operator.bluegreen.deployment-deletion.delay.
	Configuration map[string]string `json:"configuration,omitempty"`
	// Labels are added to both FlinkDeployments.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to both FlinkDeployments.
	Annotations map[string]string `json:"annotations,omitempty"`
}

// blueGreen lets the operator run a new cluster beside the old one until the
// new one works. It makes two FlinkDeployments, <name>-blue and <name>-green.
func blueGreen(v Values) *v1beta1.FlinkBlueGreenDeployment {
	spec := deploymentSpec(v)
	spec.Job = jobSpec(v.Program)
	return &v1beta1.FlinkBlueGreenDeployment{
		TypeMeta:   v1beta1.TypeOf(v1beta1.KindFlinkBlueGreenDeployment),
		ObjectMeta: meta(v, v.Name),
		Spec: v1beta1.FlinkBlueGreenDeploymentSpec{
			Configuration: v.BlueGreen.Configuration,
			Template: &v1beta1.FlinkDeploymentTemplate{
				Metadata: metav1.ObjectMeta{
					Labels:      labels(v, v.BlueGreen.Labels),
					Annotations: annotations(v, v.BlueGreen.Annotations),
				},
				Spec: spec,
			},
		},
	}
}
