package namespace

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// podSecurity starts the labels of Pod Security admission
// (https://kubernetes.io/docs/concepts/security/pod-security-admission/).
const podSecurity = "pod-security.kubernetes.io/"

// Objects builds one Namespace for each that is listed, in their order.
func Objects(v Values) []component.Object {
	var objects []component.Object
	for _, namespace := range v.Namespaces {
		objects = append(objects, &corev1.Namespace{
			TypeMeta: component.CoreV1("Namespace"),
			ObjectMeta: metav1.ObjectMeta{
				Name:        namespace.Name,
				Labels:      component.Labels(nil, levels(namespace.PodSecurity), v.Labels, namespace.Labels),
				Annotations: component.Merge(keep(), v.Annotations, namespace.Annotations),
			},
		})
	}
	return objects
}

// keep makes Helm leave the namespaces behind when their release is uninstalled:
// with them would go all that is in them. Other tools ignore it.
func keep() map[string]string { return map[string]string{"helm.sh/resource-policy": "keep"} }

// levels refuses pods beyond the level. Warn and audit have the same level:
// they also look at the pod templates of workloads, where enforce sees only
// pods, so kubectl apply says at once what would never start.
func levels(level string) map[string]string {
	return map[string]string{
		podSecurity + "enforce":         level,
		podSecurity + "enforce-version": "latest",
		podSecurity + "warn":            level,
		podSecurity + "warn-version":    "latest",
		podSecurity + "audit":           level,
		podSecurity + "audit-version":   "latest",
	}
}
