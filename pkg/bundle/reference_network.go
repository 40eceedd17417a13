package bundle

import (
	"strconv"

	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

func (c *collector) network(o component.Object) {
	switch o := o.(type) {
	case *networkingv1.Ingress:
		c.ingress(&o.Spec)
	case *gatewayv1.HTTPRoute:
		c.httpRoute(&o.Spec)
	}
}

func (c *collector) ingress(ingress *networkingv1.IngressSpec) {
	spec := field.NewPath("spec")
	if ingress.IngressClassName != nil {
		c.add(spec.Child("ingressClassName"), wide(networking, "IngressClass", *ingress.IngressClassName))
	}
	c.ingressBackend(spec.Child("defaultBackend"), ingress.DefaultBackend)
	for i, tls := range ingress.TLS {
		c.add(spec.Child("tls").Index(i).Child("secretName"), c.near("Secret", tls.SecretName))
	}
	for i, rule := range ingress.Rules {
		if rule.HTTP == nil {
			continue
		}
		for j := range rule.HTTP.Paths {
			c.ingressBackend(spec.Child("rules").Index(i).Child("http", "paths").Index(j).Child("backend"), &rule.HTTP.Paths[j].Backend)
		}
	}
}

func (c *collector) ingressBackend(at *field.Path, backend *networkingv1.IngressBackend) {
	if backend == nil || backend.Service == nil {
		return
	}
	port := backend.Service.Port.Name
	if port == "" && backend.Service.Port.Number != 0 {
		port = strconv.Itoa(int(backend.Service.Port.Number))
	}
	c.add(at.Child("service"), c.near("Service", backend.Service.Name), part(port))
}

func (c *collector) httpRoute(route *gatewayv1.HTTPRouteSpec) {
	spec := field.NewPath("spec")
	for i, parent := range route.ParentRefs {
		target := Target{Group: gateways, Kind: "Gateway", Namespace: c.namespace, Name: string(parent.Name)}
		replace(&target.Group, parent.Group)
		replace(&target.Kind, parent.Kind)
		replace(&target.Namespace, parent.Namespace)
		section := ""
		replace(&section, parent.SectionName)
		c.add(spec.Child("parentRefs").Index(i), target, part(section))
	}
	for i, rule := range route.Rules {
		for j, backend := range rule.BackendRefs {
			target := c.near("Service", string(backend.Name))
			replace(&target.Group, backend.Group)
			replace(&target.Kind, backend.Kind)
			replace(&target.Namespace, backend.Namespace)
			port := ""
			if backend.Port != nil {
				port = strconv.Itoa(int(*backend.Port))
			}
			c.add(spec.Child("rules").Index(i).Child("backendRefs").Index(j), target, part(port))
		}
	}
}

// replace sets what a reference of the Gateway API may leave out.
func replace[T ~string](target *string, with *T) {
	if with != nil {
		*target = string(*with)
	}
}
