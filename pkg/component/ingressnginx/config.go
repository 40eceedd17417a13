package ingressnginx

import (
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

func configMap(v Values) component.Object {
	return &corev1.ConfigMap{
		TypeMeta:   component.CoreV1("ConfigMap"),
		ObjectMeta: meta(v, controllerComponent, v.Name+"-controller"),
		Data:       component.Merge(v.Config),
	}
}

func ingressClass(v Values) component.Object {
	class := &networkingv1.IngressClass{
		TypeMeta:   component.NetworkingV1("IngressClass"),
		ObjectMeta: clusterMeta(v, controllerComponent, v.IngressClassName),
		Spec:       networkingv1.IngressClassSpec{Controller: v.ControllerClass},
	}
	if v.DefaultIngressClass {
		class.Annotations = component.Merge(
			map[string]string{networkingv1.AnnotationIsDefaultIngressClass: "true"},
			v.Annotations,
		)
	}
	return class
}
