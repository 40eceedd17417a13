package stack

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/flink"
)

// standalone derives what the operator would make of a job.
func (c *completion) standalone(at *field.Path, j *Job) {
	version, err := flink.ParseVersion(j.FlinkVersion)
	if err != nil {
		return
	}
	s := &j.Standalone
	s.ConfigFileName = version.ConfigurationFile()
	s.Configuration, err = flink.RenderConfiguration(j.FlinkConfiguration, s.ConfigFileName)
	if err != nil {
		c.fail(field.Invalid(at.Child("flinkConfiguration"), "(options)", err.Error()))
	}
	s.JobManagerResources = podResources(j.JobManager.Resource)
	s.TaskManagerResources = podResources(j.TaskManager.Resource)
	s.HighlyAvailable = j.HighAvailability.Type != "none"
	s.UsesAPI = j.HighAvailability.Type == "kubernetes"
	s.Account = j.ServiceAccount == j.Name
	s.PassJar = j.JarURI != "" && version.AtLeast(flink.V1_19)
	if j.TaskManager.Replicas == nil {
		j.TaskManager.Replicas = new(taskManagers(j.Values))
	}
}

// taskManagers is as many as have slots for the parallelism; one for a session
// cluster.
func taskManagers(v job.Values) int32 {
	if v.Standalone.Kind == "session" {
		return 1
	}
	slots := max(v.TaskManager.NumberOfTaskSlots, 1)
	return (v.Parallelism + slots - 1) / slots
}

// podResources are requests and limits, which are one as the operator makes
// them. Flink's 2048m is MiB; in Kubernetes it would be two bytes.
func podResources(r job.Resource) corev1.ResourceRequirements {
	room := corev1.ResourceList{corev1.ResourceCPU: *resource.NewMilliQuantity(int64(r.CPU*1000+0.5), resource.DecimalSI)}
	release, _ := flink.Operator("")
	if bytes, err := release.ParseResourceMemory(r.Memory); err == nil {
		room[corev1.ResourceMemory] = *resource.NewQuantity(bytes, resource.BinarySI)
	}
	if size, err := resource.ParseQuantity(r.EphemeralStorage); err == nil {
		room[corev1.ResourceEphemeralStorage] = size
	}
	return corev1.ResourceRequirements{Requests: room, Limits: room.DeepCopy()}
}

// ownRoute leads to the web UI of a job that no operator makes an Ingress for.
func (c *completion) ownRoute(j *Job) {
	in := c.spec.Ingress
	if j.Ingress.Path == "" {
		j.Ingress.SlashRedirect = true
		j.Ingress.Annotations = component.Merge(map[string]string{"nginx.ingress.kubernetes.io/rewrite-target": "/$1"}, j.Ingress.Annotations)
		fill(&j.Ingress.Host, in.Host)
		fill(&j.Ingress.Path, "/"+j.Namespace+"/"+j.Name)
	}
}
