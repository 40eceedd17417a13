package stack_test

import (
	"path"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// pods is the template of the pods of a workload.
type pods struct {
	// name is kind, namespace and name of the workload.
	name, namespace string
	template        corev1.PodTemplateSpec
	// claims are the volumes that a StatefulSet adds.
	claims []string
	// flink says that the operator completes the template.
	flink bool
	// hooks run once and end.
	hooks bool
}

// podTemplates lists the pods of a bundle. Those of a FlinkDeployment are its
// pod template; the parts of it for JobManager and TaskManager are separate.
func podTemplates(b *bundle.Bundle) []pods {
	var all []pods
	for o := range b.Objects() {
		add := func(template *corev1.PodTemplateSpec) *pods {
			if template == nil {
				return &pods{}
			}
			all = append(all, pods{name: nameOf(o), namespace: o.GetNamespace(), template: *template})
			return &all[len(all)-1]
		}
		switch o := o.(type) {
		case *appsv1.Deployment:
			add(&o.Spec.Template)
		case *appsv1.DaemonSet:
			add(&o.Spec.Template)
		case *appsv1.StatefulSet:
			of := add(&o.Spec.Template)
			for _, claim := range o.Spec.VolumeClaimTemplates {
				of.claims = append(of.claims, claim.Name)
			}
		case *batchv1.Job:
			add(&o.Spec.Template).hooks = true
		case *batchv1.CronJob:
			add(&o.Spec.JobTemplate.Spec.Template).hooks = true
		case *v1beta1.FlinkDeployment:
			add(o.Spec.PodTemplate).flink = true
			add(o.Spec.JobManager.PodTemplate).flink = true
			add(o.Spec.TaskManager.PodTemplate).flink = true
		}
	}
	return append(all, nativePods(b)...)
}

// nativePods reads the pod templates that go with native jobs as files.
func nativePods(b *bundle.Bundle) []pods {
	var all []pods
	for _, c := range b.Components {
		for _, file := range c.Files {
			pod := &corev1.Pod{}
			if !strings.HasPrefix(path.Base(file.Path), "pod-template") || yaml.UnmarshalStrict(file.Data, pod) != nil {
				continue
			}
			template := corev1.PodTemplateSpec{ObjectMeta: pod.ObjectMeta, Spec: pod.Spec}
			all = append(all, pods{name: "files of " + c.Name, namespace: scriptNamespace(c), template: template, flink: true})
		}
	}
	return all
}

// scriptNamespace is where the script of a native job puts its pods.
func scriptNamespace(c bundle.Component) string {
	for _, file := range c.Files {
		for line := range strings.Lines(string(file.Data)) {
			if namespace, found := strings.CutPrefix(line, "readonly namespace="); found {
				return strings.TrimSpace(namespace)
			}
		}
	}
	return ""
}

func nameOf(o component.Object) string {
	return o.GetObjectKind().GroupVersionKind().Kind + " " + o.GetNamespace() + "/" + o.GetName()
}
