package ingressnginx

import (
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// The two groups of objects, by the label app.kubernetes.io/component.
const (
	controllerComponent = "controller"
	admissionComponent  = "admission-webhook"
)

// Objects gives the objects in apply order: what the controller refers to,
// the certificate of the webhook, the controller, and the webhook last, so
// that it refuses nothing before there is somebody to answer.
func Objects(v Values) []component.Object {
	objects := append(controllerRBAC(v), configMap(v), controllerService(v))
	if v.Metrics.Enabled {
		objects = append(objects, metricsService(v))
	}
	objects = append(objects, ingressClass(v))
	if v.AdmissionWebhooks.Enabled {
		objects = append(objects, admissionRBAC(v)...)
		objects = append(objects, admissionService(v), createJob(v))
	}
	objects = append(objects, workload(v))
	if v.PodDisruptionBudget.Enabled {
		objects = append(objects, podDisruptionBudget(v))
	}
	if v.AdmissionWebhooks.Enabled {
		objects = append(objects, webhookConfiguration(v), patchJob(v))
	}
	return objects
}

// selector selects the pods of one group; the Jobs are never behind the Services.
func selector(v Values, group string) map[string]string {
	return component.Merge(
		component.Selector("ingress-nginx", v.Name),
		map[string]string{component.LabelComponent: group},
	)
}

// clusterMeta is the metadata of an object without a namespace.
func clusterMeta(v Values, group, name string) metav1.ObjectMeta {
	return metav1.ObjectMeta{
		Name:        name,
		Labels:      component.Labels(selector(v, group), v.Labels),
		Annotations: component.Merge(v.Annotations),
	}
}

func meta(v Values, group, name string) metav1.ObjectMeta {
	m := clusterMeta(v, group, name)
	m.Namespace = v.Namespace
	return m
}

func podDisruptionBudget(v Values) component.Object {
	return &policyv1.PodDisruptionBudget{
		TypeMeta:   component.PolicyV1("PodDisruptionBudget"),
		ObjectMeta: meta(v, controllerComponent, v.Name+"-controller"),
		Spec: policyv1.PodDisruptionBudgetSpec{
			Selector:       &metav1.LabelSelector{MatchLabels: selector(v, controllerComponent)},
			MaxUnavailable: &v.PodDisruptionBudget.MaxUnavailable,
		},
	}
}
