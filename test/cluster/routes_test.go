package cluster_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"
)

// routesLead says that every Ingress and every HTTPRoute leads to a port of a
// Service that exists.
func (w *world) routesLead(t *testing.T) {
	t.Helper()
	ingresses, err := w.client.NetworkingV1().Ingresses(metav1.NamespaceAll).List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, ingress := range ingresses.Items {
		for _, rule := range ingress.Spec.Rules {
			for _, path := range rule.HTTP.Paths {
				to := path.Backend.Service
				if err := w.servicePort(t.Context(), ingress.Namespace, to.Name, to.Port.Name, to.Port.Number); err != nil {
					t.Errorf("Ingress %s/%s: %v", ingress.Namespace, ingress.Name, err)
				}
			}
		}
	}
	routes, err := w.dynamic.Resource(schema.GroupVersionResource{Group: gatewayv1.GroupName, Version: "v1", Resource: "httproutes"}).List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range routes.Items {
		var route gatewayv1.HTTPRoute
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(item.Object, &route); err != nil {
			t.Fatal(err)
		}
		for _, rule := range route.Spec.Rules {
			for _, to := range rule.BackendRefs {
				if err := w.servicePort(t.Context(), route.Namespace, string(to.Name), "", *to.Port); err != nil {
					t.Errorf("HTTPRoute %s/%s: %v", route.Namespace, route.Name, err)
				}
			}
		}
	}
}

// servicePort says that a Service has a port of that name or number.
func (w *world) servicePort(ctx context.Context, namespace, service, name string, number int32) error {
	s, err := w.client.CoreV1().Services(namespace).Get(ctx, service, metav1.GetOptions{})
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(s.Spec.Ports, func(p corev1.ServicePort) bool {
		return name != "" && p.Name == name || name == "" && p.Port == number
	}) {
		return fmt.Errorf("service %s has no port %s%d", service, name, number)
	}
	return nil
}
