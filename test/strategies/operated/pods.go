package operated

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/strategicpatch"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// mainContainer is the container that Flink completes.
const mainContainer = "flink-main-container"

// role is what differs between the two kinds of pods.
type role struct {
	name     string
	resource *v1beta1.Resource
	template *corev1.PodTemplateSpec
	ports    []corev1.ContainerPort
	mounts   map[string]string
}

func pods(deployment *v1beta1.FlinkDeployment) ([]metav1.Object, error) {
	spec := deployment.Spec
	jobManager := role{
		name: "jobmanager",
		ports: []corev1.ContainerPort{
			{Name: "rest", ContainerPort: restPort},
			{Name: "jobmanager-rpc", ContainerPort: 6123},
			{Name: "blobserver", ContainerPort: 6124},
		},
		mounts: map[string]string{"flink-config-volume": "/opt/flink/conf", "pod-template-volume": "/opt/flink/pod-template"},
	}
	taskManager := role{
		name:   "taskmanager",
		ports:  []corev1.ContainerPort{{Name: "taskmanager-rpc", ContainerPort: 6122}},
		mounts: map[string]string{"flink-config-volume": "/opt/flink/conf"},
	}
	if spec.JobManager != nil {
		jobManager.resource, jobManager.template = spec.JobManager.Resource, spec.JobManager.PodTemplate
	}
	if spec.TaskManager != nil {
		taskManager.resource, taskManager.template = spec.TaskManager.Resource, spec.TaskManager.PodTemplate
	}
	var made []metav1.Object
	for _, role := range []role{jobManager, taskManager} {
		pod, err := podTemplate(deployment, role)
		if err != nil {
			return nil, err
		}
		made = append(made, pod)
	}
	return made, nil
}

func podTemplate(deployment *v1beta1.FlinkDeployment, role role) (*corev1.PodTemplate, error) {
	template, err := merge(deployment.Spec.PodTemplate, role.template)
	if err != nil {
		return nil, err
	}
	complete(template, deployment, role)
	if err := size(main(template), role.resource); err != nil {
		return nil, err
	}
	return &corev1.PodTemplate{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "PodTemplate"},
		ObjectMeta: metav1.ObjectMeta{Name: deployment.Name + "-" + role.name, Namespace: deployment.Namespace},
		Template:   *template,
	}, nil
}

// merge lays the template of a role over that of the deployment, lists by
// name, as kubernetes.operator.pod-template.merge-arrays-by-name does.
func merge(base, role *corev1.PodTemplateSpec) (*corev1.PodTemplateSpec, error) {
	if base == nil {
		base = &corev1.PodTemplateSpec{}
	}
	merged := base.DeepCopy()
	if role == nil {
		return merged, nil
	}
	original, err := json.Marshal(base)
	if err != nil {
		return nil, err
	}
	patch, err := json.Marshal(role)
	if err != nil {
		return nil, err
	}
	// A template that speaks of no container has null there, which deletes all.
	patch = bytes.ReplaceAll(patch, []byte(`"containers":null`), []byte(`"containers":[]`))
	result, err := strategicpatch.StrategicMergePatch(original, patch, merged)
	if err != nil {
		return nil, err
	}
	merged = &corev1.PodTemplateSpec{}
	return merged, json.Unmarshal(result, merged)
}

// main is the container that Flink completes; it is added when it is missing.
func main(template *corev1.PodTemplateSpec) *corev1.Container {
	containers := template.Spec.Containers
	i := slices.IndexFunc(containers, func(c corev1.Container) bool { return c.Name == mainContainer })
	if i < 0 {
		template.Spec.Containers = append([]corev1.Container{{Name: mainContainer}}, containers...)
		i = 0
	}
	return &template.Spec.Containers[i]
}

func complete(template *corev1.PodTemplateSpec, deployment *v1beta1.FlinkDeployment, role role) {
	container := main(template)
	container.Image = deployment.Spec.Image
	container.ImagePullPolicy = deployment.Spec.ImagePullPolicy
	container.Command = []string{"/docker-entrypoint.sh"}
	container.Ports = append(container.Ports, role.ports...)
	for volume, path := range role.mounts {
		container.VolumeMounts = append(container.VolumeMounts, corev1.VolumeMount{Name: volume, MountPath: path})
		template.Spec.Volumes = append(template.Spec.Volumes, corev1.Volume{Name: volume, VolumeSource: corev1.VolumeSource{
			ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: corev1.LocalObjectReference{Name: volume + "-" + deployment.Name}},
		}})
	}
	template.Spec.ServiceAccountName = deployment.Spec.ServiceAccount
	template.Spec.RestartPolicy = corev1.RestartPolicyAlways
	if template.Labels == nil {
		template.Labels = map[string]string{}
	}
	template.Labels["app"] = deployment.Name
	template.Labels["component"] = role.name
	template.Labels["type"] = "flink-native-kubernetes"
}

// size sets what the operator makes of resource: requests and limits alike.
func size(container *corev1.Container, r *v1beta1.Resource) error {
	if r == nil {
		return nil
	}
	memory, err := flink.ParseMemorySize(r.Memory)
	if err != nil {
		return err
	}
	cpu, err := resource.ParseQuantity(strconv.FormatFloat(r.CPU, 'f', -1, 64))
	if err != nil {
		return fmt.Errorf("cpu: %w", err)
	}
	list := corev1.ResourceList{
		corev1.ResourceMemory: *resource.NewQuantity(memory, resource.BinarySI),
		corev1.ResourceCPU:    cpu,
	}
	if r.EphemeralStorage != "" {
		storage, err := resource.ParseQuantity(r.EphemeralStorage)
		if err != nil {
			return fmt.Errorf("ephemeralStorage: %w", err)
		}
		list[corev1.ResourceEphemeralStorage] = storage
	}
	container.Resources = corev1.ResourceRequirements{Requests: list, Limits: list}
	return nil
}
