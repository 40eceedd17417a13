package historyserver

import (
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

func ingress(v Values) component.Object {
	i := &networkingv1.Ingress{
		TypeMeta:   component.NetworkingV1("Ingress"),
		ObjectMeta: meta(v, v.Name, v.Ingress.Annotations),
		Spec: networkingv1.IngressSpec{
			IngressClassName: component.Optional(v.Ingress.ClassName),
			Rules: []networkingv1.IngressRule{{
				Host: v.Host,
				IngressRuleValue: networkingv1.IngressRuleValue{
					HTTP: &networkingv1.HTTPIngressRuleValue{
						Paths: []networkingv1.HTTPIngressPath{{
							Path:     "/",
							PathType: ptr.To(networkingv1.PathTypePrefix),
							Backend: networkingv1.IngressBackend{
								Service: &networkingv1.IngressServiceBackend{
									Name: v.Name,
									Port: networkingv1.ServiceBackendPort{Name: portName},
								},
							},
						}},
					},
				},
			}},
		},
	}
	if v.Ingress.TLS.Enabled {
		i.Spec.TLS = []networkingv1.IngressTLS{{
			Hosts:      []string{v.Host},
			SecretName: v.Ingress.TLS.SecretName,
		}}
	}
	return i
}

func httpRoute(v Values) component.Object {
	return &gatewayv1.HTTPRoute{
		TypeMeta:   metav1.TypeMeta{APIVersion: gatewayv1.GroupVersion.String(), Kind: "HTTPRoute"},
		ObjectMeta: meta(v, v.Name, v.Gateway.Annotations),
		Spec: gatewayv1.HTTPRouteSpec{
			CommonRouteSpec: gatewayv1.CommonRouteSpec{
				ParentRefs: []gatewayv1.ParentReference{{
					Namespace:   component.Optional(gatewayv1.Namespace(v.Gateway.Namespace)),
					Name:        gatewayv1.ObjectName(v.Gateway.Name),
					SectionName: component.Optional(gatewayv1.SectionName(v.Gateway.SectionName)),
				}},
			},
			Hostnames: []gatewayv1.Hostname{gatewayv1.Hostname(v.Host)},
			Rules: []gatewayv1.HTTPRouteRule{{
				Matches: []gatewayv1.HTTPRouteMatch{{Path: &gatewayv1.HTTPPathMatch{
					Type:  ptr.To(gatewayv1.PathMatchPathPrefix),
					Value: new("/"),
				}}},
				BackendRefs: []gatewayv1.HTTPBackendRef{{BackendRef: gatewayv1.BackendRef{
					BackendObjectReference: gatewayv1.BackendObjectReference{
						Name: gatewayv1.ObjectName(v.Name),
						Port: new(v.Port),
					},
				}}},
			}},
		},
	}
}
