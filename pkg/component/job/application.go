package job

import (
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// deployment is a cluster that the operator runs; without a job it is a
// session cluster.
func deployment(v Values) *v1beta1.FlinkDeployment {
	return &v1beta1.FlinkDeployment{
		TypeMeta:   v1beta1.TypeOf(v1beta1.KindFlinkDeployment),
		ObjectMeta: meta(v, v.Name),
		Spec:       *deploymentSpec(v),
	}
}

// deploymentSpec is what every cluster of the operator has.
func deploymentSpec(v Values) *v1beta1.FlinkDeploymentSpec {
	return &v1beta1.FlinkDeploymentSpec{
		Image:              v.Image.Reference(),
		ImagePullPolicy:    v.Image.PullPolicy,
		FlinkVersion:       v1beta1.FlinkVersion(v.FlinkVersion),
		ServiceAccount:     v.ServiceAccount,
		Mode:               v.Mode,
		FlinkConfiguration: v.FlinkConfiguration,
		LogConfiguration:   v.LogConfiguration,
		PodTemplate:        podTemplate(v),
		JobManager: section(v, v1beta1.JobManagerSpec{
			Replicas:    v.JobManager.Replicas,
			Resource:    podResource(v, v.JobManager.Resource),
			PodTemplate: v.JobManager.PodTemplate,
		}),
		TaskManager: section(v, v1beta1.TaskManagerSpec{
			Replicas:    v.TaskManager.Replicas,
			Resource:    podResource(v, v.TaskManager.Resource),
			PodTemplate: v.TaskManager.PodTemplate,
		}),
		RestartNonce: v.RestartNonce,
	}
}

func podResource(v Values, r Resource) *v1beta1.Resource {
	return section(v, v1beta1.Resource{Memory: r.Memory, CPU: r.CPU, EphemeralStorage: r.EphemeralStorage})
}

// section is a part of the cluster that is always there, but for a job that
// stays as it was written without it.
func section[T comparable](v Values, of T) *T {
	if !v.Managed {
		return component.Optional(of)
	}
	return &of
}

// ingress is what the operator makes an Ingress from.
func ingress(v Values) *v1beta1.IngressSpec {
	return &v1beta1.IngressSpec{
		Template:    v.Ingress.Template,
		ClassName:   v.Ingress.ClassName,
		Annotations: v.Ingress.Annotations,
		Labels:      v.Ingress.Labels,
		TLS:         v.Ingress.TLS,
	}
}

func sessionJobs(v Values) []component.Object {
	objects := make([]component.Object, len(v.SessionJobs))
	for i, j := range v.SessionJobs {
		objects[i] = sessionJob(v, j)
	}
	return objects
}
