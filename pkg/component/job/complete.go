package job

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// Complete adds the options that the sections of the values speak of to
// flinkConfiguration, and for standalone derives what the operator would make
// of a job. Doing it twice changes nothing. The error says what cannot be
// written as an option.
func Complete(v *Values) error {
	configuration, err := Configuration(*v)
	if err != nil {
		return err
	}
	v.FlinkConfiguration = configuration
	if v.DeploymentMode != "standalone" {
		return nil
	}
	return v.completeStandalone()
}

func (v *Values) completeStandalone() error {
	version, err := flink.ParseVersion(v.FlinkVersion)
	if err != nil {
		return err
	}
	s := &v.Standalone
	s.ConfigFileName = version.ConfigurationFile()
	s.Configuration, err = flink.RenderConfiguration(v.FlinkConfiguration, s.ConfigFileName)
	if err != nil {
		return err
	}
	s.JobManagerResources = podResources(v.JobManager.Resource)
	s.TaskManagerResources = podResources(v.TaskManager.Resource)
	s.HighlyAvailable = v.HighAvailability.Type != "none"
	s.UsesAPI = v.HighAvailability.Type == "kubernetes"
	s.Account = v.ServiceAccount == v.Name
	s.PassJar = v.JarURI != "" && version.AtLeast(flink.V1_19)
	if v.TaskManager.Replicas == nil {
		v.TaskManager.Replicas = new(taskManagers(*v))
	}
	return nil
}

// taskManagers is as many as have slots for the parallelism; one for a session
// cluster.
func taskManagers(v Values) int32 {
	if v.Standalone.Kind == "session" {
		return 1
	}
	slots := max(v.TaskManager.NumberOfTaskSlots, 1)
	return (v.Parallelism + slots - 1) / slots
}

// podResources are requests and limits, which are one as the operator makes
// them. Flink's 2048m is MiB; in Kubernetes it would be two bytes.
func podResources(r Resource) corev1.ResourceRequirements {
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
