package bundle

import (
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// workloads are the kinds that make pods.
func (c *collector) workloads(o component.Object) {
	spec := field.NewPath("spec")
	switch o := o.(type) {
	case *corev1.Pod:
		c.pod(spec, &o.Spec)
	case *appsv1.Deployment:
		c.template(spec.Child("template"), &o.Spec.Template)
	case *appsv1.DaemonSet:
		c.template(spec.Child("template"), &o.Spec.Template)
	case *appsv1.StatefulSet:
		c.add(spec.Child("serviceName"), c.near("Service", o.Spec.ServiceName))
		c.template(spec.Child("template"), &o.Spec.Template)
		for i := range o.Spec.VolumeClaimTemplates {
			c.claim(spec.Child("volumeClaimTemplates").Index(i).Child("spec"), &o.Spec.VolumeClaimTemplates[i].Spec)
		}
	case *batchv1.Job:
		c.template(spec.Child("template"), &o.Spec.Template)
	case *batchv1.CronJob:
		c.template(spec.Child("jobTemplate", "spec", "template"), &o.Spec.JobTemplate.Spec.Template)
	}
}

func (c *collector) template(at *field.Path, template *corev1.PodTemplateSpec) {
	if template != nil {
		c.pod(at.Child("spec"), &template.Spec)
	}
}

func (c *collector) pod(at *field.Path, pod *corev1.PodSpec) {
	c.add(at.Child("serviceAccountName"), c.near("ServiceAccount", pod.ServiceAccountName))
	for i, secret := range pod.ImagePullSecrets {
		c.add(at.Child("imagePullSecrets").Index(i).Child("name"), c.near("Secret", secret.Name))
	}
	c.add(at.Child("priorityClassName"), wide(scheduling, "PriorityClass", pod.PriorityClassName))
	if pod.RuntimeClassName != nil {
		c.add(at.Child("runtimeClassName"), wide("node.k8s.io", "RuntimeClass", *pod.RuntimeClassName))
	}
	for i := range pod.InitContainers {
		c.container(at.Child("initContainers").Index(i), &pod.InitContainers[i])
	}
	for i := range pod.Containers {
		c.container(at.Child("containers").Index(i), &pod.Containers[i])
	}
	for i := range pod.Volumes {
		c.volume(at.Child("volumes").Index(i), &pod.Volumes[i])
	}
}

func (c *collector) container(at *field.Path, container *corev1.Container) {
	for i, from := range container.EnvFrom {
		at := at.Child("envFrom").Index(i)
		if r := from.SecretRef; r != nil {
			c.add(at.Child("secretRef", "name"), c.near("Secret", r.Name), optional(r.Optional))
		}
		if r := from.ConfigMapRef; r != nil {
			c.add(at.Child("configMapRef", "name"), c.near("ConfigMap", r.Name), optional(r.Optional))
		}
	}
	for i, variable := range container.Env {
		if variable.ValueFrom == nil {
			continue
		}
		at := at.Child("env").Index(i).Child("valueFrom")
		if r := variable.ValueFrom.SecretKeyRef; r != nil {
			c.add(at.Child("secretKeyRef"), c.near("Secret", r.Name), part(r.Key), optional(r.Optional))
		}
		if r := variable.ValueFrom.ConfigMapKeyRef; r != nil {
			c.add(at.Child("configMapKeyRef"), c.near("ConfigMap", r.Name), part(r.Key), optional(r.Optional))
		}
	}
}

func (c *collector) volume(at *field.Path, volume *corev1.Volume) {
	if v := volume.Secret; v != nil {
		c.files(at.Child("secret", "secretName"), c.near("Secret", v.SecretName), v.Items, v.Optional)
	}
	if v := volume.ConfigMap; v != nil {
		c.files(at.Child("configMap", "name"), c.near("ConfigMap", v.Name), v.Items, v.Optional)
	}
	if v := volume.PersistentVolumeClaim; v != nil {
		c.add(at.Child("persistentVolumeClaim", "claimName"), c.near("PersistentVolumeClaim", v.ClaimName))
	}
	if v := volume.CSI; v != nil {
		c.add(at.Child("csi", "driver"), wide(storage, "CSIDriver", v.Driver))
		if v.NodePublishSecretRef != nil {
			c.add(at.Child("csi", "nodePublishSecretRef", "name"), c.near("Secret", v.NodePublishSecretRef.Name))
		}
	}
	if v := volume.Ephemeral; v != nil && v.VolumeClaimTemplate != nil {
		c.claim(at.Child("ephemeral", "volumeClaimTemplate", "spec"), &v.VolumeClaimTemplate.Spec)
	}
	if volume.Projected == nil {
		return
	}
	for i, source := range volume.Projected.Sources {
		at := at.Child("projected", "sources").Index(i)
		if v := source.Secret; v != nil {
			c.files(at.Child("secret", "name"), c.near("Secret", v.Name), v.Items, v.Optional)
		}
		if v := source.ConfigMap; v != nil {
			c.files(at.Child("configMap", "name"), c.near("ConfigMap", v.Name), v.Items, v.Optional)
		}
	}
}

// files are the keys of a Secret or ConfigMap that a volume shows, or all.
func (c *collector) files(at *field.Path, target Target, items []corev1.KeyToPath, missing *bool) {
	if len(items) == 0 {
		c.add(at, target, optional(missing))
	}
	for _, item := range items {
		c.add(at, target, part(item.Key), optional(missing))
	}
}
