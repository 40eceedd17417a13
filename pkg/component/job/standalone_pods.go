package job

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// The two roles of a cluster, and the suffixes of their objects.
const (
	roleJobManager  = "jobmanager"
	roleTaskManager = "taskmanager"
)

func jobManagerPods(v Values, args []string) *corev1.PodTemplateSpec {
	pods := rolePods(v, roleJobManager)
	main := &pods.Spec.Containers[0]
	main.Args = args
	if v.Standalone.HighlyAvailable {
		main.Env = append(main.Env, corev1.EnvVar{Name: "POD_IP", ValueFrom: &corev1.EnvVarSource{
			FieldRef: &corev1.ObjectFieldSelector{FieldPath: "status.podIP"},
		}})
	}
	main.Resources = v.Standalone.JobManagerResources
	main.Ports = slices.Concat([]corev1.ContainerPort{
		{Name: "rpc", ContainerPort: JobManagerPort},
		{Name: "blob-server", ContainerPort: BlobServerPort},
		{Name: "rest", ContainerPort: restPort},
	}, main.Ports)
	main.LivenessProbe = liveness("rpc")
	main.ReadinessProbe = &corev1.Probe{ProbeHandler: tcp("rest"), PeriodSeconds: 10}
	return overlaid(pods, v.JobManager.PodTemplate)
}

func taskManagerPods(v Values) *corev1.PodTemplateSpec {
	pods := rolePods(v, roleTaskManager)
	main := &pods.Spec.Containers[0]
	main.Args = []string{"taskmanager"}
	main.Resources = v.Standalone.TaskManagerResources
	main.Ports = slices.Concat([]corev1.ContainerPort{{Name: "rpc", ContainerPort: TaskManagerPort}}, main.Ports)
	main.LivenessProbe = liveness("rpc")
	return overlaid(pods, v.TaskManager.PodTemplate)
}

// rolePods are the pods of the job with what the operator would add.
func rolePods(v Values, role string) *corev1.PodTemplateSpec {
	pods := managedTemplate(v)
	// The labels by which Flink and the operator know their own pods, and
	// monitoring all of them.
	pods.Labels = component.Labels(roleSelector(v, role), map[string]string{"app": v.Name, "component": role}, idleLabel(v), v.PodLabels)
	pods.Annotations = component.Merge(v.PodAnnotations)
	spec := &pods.Spec
	spec.ServiceAccountName = v.ServiceAccount
	spec.AutomountServiceAccountToken = new(v.Standalone.UsesAPI)
	// A Service named flink-… would otherwise put FLINK_… variables into the environment.
	spec.EnableServiceLinks = new(false)
	spec.Volumes = append(slices.Clip(spec.Volumes), corev1.Volume{
		Name: configVolume,
		VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{
			LocalObjectReference: corev1.LocalObjectReference{Name: configName(v)},
		}},
	})
	main := &spec.Containers[0]
	main.Image, main.ImagePullPolicy = v.Image.Reference(), v.Image.PullPolicy
	main.VolumeMounts = append(slices.Clip(main.VolumeMounts), corev1.VolumeMount{
		Name: configVolume, MountPath: configDirectory, ReadOnly: true,
	})
	return pods
}

// liveness leaves a JVM time to start; the values are those of Flink's documentation.
func liveness(port string) *corev1.Probe {
	return &corev1.Probe{ProbeHandler: tcp(port), InitialDelaySeconds: 30, PeriodSeconds: 60}
}

func tcp(port string) corev1.ProbeHandler {
	return corev1.ProbeHandler{TCPSocket: &corev1.TCPSocketAction{Port: intstr.FromString(port)}}
}

func roleSelector(v Values, role string) map[string]string {
	labels := selector(v)
	labels[component.LabelComponent] = role
	return labels
}

func roleMeta(v Values, role string) metav1.ObjectMeta {
	object := meta(v, v.Name+"-"+role)
	object.Labels = component.Labels(roleSelector(v, role), v.Labels)
	return object
}
