package redis

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

const (
	app  = "redis"
	node = "node"
)

// Objects builds the objects in apply order.
func Objects(v Values) []component.Object {
	objects := []component.Object{serviceAccount(v)}
	if v.NetworkPolicy.Enabled {
		objects = append(objects, networkPolicy(v))
	}
	if v.PodDisruptionBudget.Enabled {
		objects = append(objects, podDisruptionBudget(v))
	}
	return append(objects,
		configuration(v),
		scripts(v),
		headlessService(v),
		clientService(v),
		statefulSet(v),
	)
}

// selector selects the pods.
func selector(v Values) map[string]string {
	return component.Merge(component.Selector(app, v.Name), map[string]string{component.LabelComponent: node})
}

func meta(v Values, name string) metav1.ObjectMeta {
	return metav1.ObjectMeta{
		Name:        name,
		Namespace:   v.Namespace,
		Labels:      component.Labels(component.Selector(app, v.Name), v.Labels),
		Annotations: v.Annotations,
	}
}

func serviceAccount(v Values) component.Object {
	account := &corev1.ServiceAccount{
		TypeMeta:                     component.CoreV1("ServiceAccount"),
		ObjectMeta:                   meta(v, v.ServiceAccount.Name),
		AutomountServiceAccountToken: new(false),
	}
	account.Annotations = component.Merge(v.Annotations, v.ServiceAccount.Annotations)
	return account
}
