package check

import (
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// pod is the template of pods in an object.
type pod struct {
	// path of the template, such as spec.template.
	path   string
	labels map[string]string
	spec   *corev1.PodSpec
	// claims are the volumes that a StatefulSet adds.
	claims []corev1.PersistentVolumeClaim
	// replicas of the pod; 1 where that is not said.
	replicas int
	// selector of the workload; nil where it has none.
	selector *metav1.LabelSelector
	// partial says that something else is merged with it, as the operator does.
	partial bool
	// restarts are the restart policies that are allowed; nil for all.
	restarts []corev1.RestartPolicy
}

// pods are the templates of an object.
func (o *Object) pods() []pod {
	always := []corev1.RestartPolicy{"", corev1.RestartPolicyAlways}
	ends := []corev1.RestartPolicy{corev1.RestartPolicyOnFailure, corev1.RestartPolicyNever}
	switch t := o.typed.(type) {
	case *corev1.Pod:
		return []pod{{path: "", labels: t.Labels, spec: &t.Spec, replicas: 1, partial: o.template()}}
	case *appsv1.Deployment:
		return []pod{{path: "spec.template", labels: t.Spec.Template.Labels, spec: &t.Spec.Template.Spec, replicas: number(t.Spec.Replicas), selector: t.Spec.Selector, restarts: always}}
	case *appsv1.ReplicaSet:
		return []pod{{path: "spec.template", labels: t.Spec.Template.Labels, spec: &t.Spec.Template.Spec, replicas: number(t.Spec.Replicas), selector: t.Spec.Selector, restarts: always}}
	case *appsv1.StatefulSet:
		return []pod{{path: "spec.template", labels: t.Spec.Template.Labels, spec: &t.Spec.Template.Spec, replicas: number(t.Spec.Replicas), selector: t.Spec.Selector, restarts: always, claims: t.Spec.VolumeClaimTemplates}}
	case *appsv1.DaemonSet:
		return []pod{{path: "spec.template", labels: t.Spec.Template.Labels, spec: &t.Spec.Template.Spec, replicas: 1, selector: t.Spec.Selector, restarts: always}}
	case *batchv1.Job:
		return []pod{{path: "spec.template", labels: t.Spec.Template.Labels, spec: &t.Spec.Template.Spec, replicas: number(t.Spec.Parallelism), restarts: ends}}
	case *batchv1.CronJob:
		template := &t.Spec.JobTemplate.Spec.Template
		return []pod{{path: "spec.jobTemplate.spec.template", labels: template.Labels, spec: &template.Spec, replicas: 1, restarts: ends}}
	}
	var all []pod
	for _, c := range o.clusters() {
		for path, template := range map[string]*corev1.PodTemplateSpec{
			c.path + ".podTemplate":             c.spec.PodTemplate,
			c.path + ".jobManager.podTemplate":  c.jobManager().PodTemplate,
			c.path + ".taskManager.podTemplate": c.taskManager().PodTemplate,
		} {
			if template != nil {
				all = append(all, pod{path: path, labels: template.Labels, spec: &template.Spec, replicas: 1, partial: true})
			}
		}
	}
	return all
}

// template says whether the object is no object to apply, but a template that
// Flink completes (kubernetes.pod-template-file).
func (o *Object) template() bool {
	pod, ok := o.typed.(*corev1.Pod)
	return ok && slices.ContainsFunc(pod.Spec.Containers, func(c corev1.Container) bool {
		return c.Name == mainContainerName && c.Image == ""
	})
}

func number(replicas *int32) int {
	if replicas == nil {
		return 1
	}
	return int(*replicas)
}

// specPath is the path of the pod's spec.
func (p pod) specPath() string {
	if p.path == "" {
		return "spec"
	}
	return p.path + ".spec"
}

// container is a container with its path.
type container struct {
	path string
	*corev1.Container
	init bool
}

func (p pod) containers() []container {
	var all []container
	for i := range p.spec.InitContainers {
		all = append(all, container{item(p.specPath()+".initContainers", i), &p.spec.InitContainers[i], true})
	}
	for i := range p.spec.Containers {
		all = append(all, container{item(p.specPath()+".containers", i), &p.spec.Containers[i], false})
	}
	return all
}

// cluster is a Flink cluster that the operator runs.
type cluster struct {
	path string
	spec *v1beta1.FlinkDeploymentSpec
}

// clusters are the Flink clusters of an object.
func (o *Object) clusters() []cluster {
	switch t := o.typed.(type) {
	case *v1beta1.FlinkDeployment:
		return []cluster{{"spec", &t.Spec}}
	case *v1beta1.FlinkBlueGreenDeployment:
		if t.Spec.Template != nil && t.Spec.Template.Spec != nil {
			return []cluster{{"spec.template.spec", t.Spec.Template.Spec}}
		}
	}
	return nil
}

func (c cluster) jobManager() v1beta1.JobManagerSpec {
	if c.spec.JobManager == nil {
		return v1beta1.JobManagerSpec{}
	}
	return *c.spec.JobManager
}

func (c cluster) taskManager() v1beta1.TaskManagerSpec {
	if c.spec.TaskManager == nil {
		return v1beta1.TaskManagerSpec{}
	}
	return *c.spec.TaskManager
}

// option is the path of an option of Flink.
func (c cluster) option(key string) string { return join(c.path+".flinkConfiguration", key) }
