package operator

import (
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// app is the value of the name label of every object.
const app = "flink-kubernetes-operator"

// Objects gives the operator's objects: rights first, the webhook
// configurations last, because they refuse Flink resources until the webhook
// answers.
func Objects(v Values) []component.Object {
	objects := slices.Concat(operatorAccess(v), jobAccess(v))
	objects = append(objects, configMap(v))
	if v.Webhook.Enabled {
		objects = append(objects, issuer(v), certificate(v), webhookService(v))
	}
	objects = append(objects, deployment(v))
	if v.PodDisruptionBudget.Enabled {
		objects = append(objects, podDisruptionBudget(v))
	}
	if v.Webhook.Enabled {
		objects = append(objects, mutatingWebhook(v), validatingWebhook(v))
	}
	return objects
}

func selector(v Values) map[string]string { return component.Selector(app, v.Name) }

// meta is the metadata of an object in the operator's namespace.
func meta(v Values, name string) metav1.ObjectMeta {
	return metaIn(v, name, v.Namespace)
}

// metaIn is the metadata of an object in any namespace.
func metaIn(v Values, name, namespace string) metav1.ObjectMeta {
	m := clusterMeta(v, name)
	m.Namespace = namespace
	return m
}

// clusterMeta is the metadata of an object without a namespace.
func clusterMeta(v Values, name string) metav1.ObjectMeta {
	return metav1.ObjectMeta{
		Name:        name,
		Labels:      component.Labels(selector(v), v.Labels),
		Annotations: component.Merge(v.Annotations),
	}
}
