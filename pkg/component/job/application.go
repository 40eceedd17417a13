package job

import (
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// application is a cluster for one job, whose TaskManagers Flink itself asks
// Kubernetes for.
func application(v Values) *v1beta1.FlinkDeployment {
	return &v1beta1.FlinkDeployment{
		TypeMeta:   metav1.TypeMeta{APIVersion: v1beta1.GroupVersion().String(), Kind: "FlinkDeployment"},
		ObjectMeta: meta(v, v.Name),
		Spec: v1beta1.FlinkDeploymentSpec{
			Image:              v.Image.Reference(),
			ImagePullPolicy:    v.Image.PullPolicy,
			FlinkVersion:       v1beta1.FlinkVersion(v.FlinkVersion),
			ServiceAccount:     v.ServiceAccount,
			FlinkConfiguration: v.FlinkConfiguration,
			LogConfiguration:   v.LogConfiguration,
			PodTemplate:        podTemplate(v),
			JobManager: &v1beta1.JobManagerSpec{
				Replicas:    v.JobManager.Replicas,
				Resource:    podResource(v.JobManager.Resource),
				PodTemplate: v.JobManager.PodTemplate,
			},
			TaskManager: &v1beta1.TaskManagerSpec{
				Replicas:    v.TaskManager.Replicas,
				Resource:    podResource(v.TaskManager.Resource),
				PodTemplate: v.TaskManager.PodTemplate,
			},
			Job:          jobSpec(v),
			RestartNonce: v.RestartNonce,
		},
	}
}

func jobSpec(v Values) *v1beta1.JobSpec {
	return &v1beta1.JobSpec{
		JarURI:                 v.JarURI,
		EntryClass:             v.EntryClass,
		Args:                   v.Args,
		Parallelism:            v.Parallelism,
		State:                  v1beta1.JobState(v.State),
		UpgradeMode:            v1beta1.UpgradeMode(v.UpgradeMode),
		AllowNonRestoredState:  component.Optional(v.AllowNonRestoredState),
		InitialSavepointPath:   v.InitialSavepointPath,
		SavepointTriggerNonce:  v.SavepointTriggerNonce,
		CheckpointTriggerNonce: v.CheckpointTriggerNonce,
		SavepointRedeployNonce: v.SavepointRedeployNonce,
		AutoscalerResetNonce:   v.AutoscalerResetNonce,
	}
}

func podResource(r Resource) *v1beta1.Resource {
	return &v1beta1.Resource{Memory: r.Memory, CPU: r.CPU, EphemeralStorage: r.EphemeralStorage}
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
