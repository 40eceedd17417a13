package job

import (
	networkingv1 "k8s.io/api/networking/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// slashRedirect sends the path of the UI without its slash to the one with it.
// The operator makes an Ingress of one rule only, so this one stands beside it.
//
// The redirect is relative, or the port of a node would be lost, and says 302,
// or browsers would keep it for ever. A regular expression it must be from the
// start: ingress-nginx reads paths as such only while some Ingress of the host
// asks for it (annotations of ingress-nginx 1.13 to 1.15).
func slashRedirect(v Values) *networkingv1.Ingress {
	redirect := &networkingv1.Ingress{
		TypeMeta:   component.NetworkingV1("Ingress"),
		ObjectMeta: meta(v, v.Name+"-slash"),
		Spec: networkingv1.IngressSpec{
			IngressClassName: component.Optional(v.Ingress.ClassName),
			TLS:              v.Ingress.TLS,
			Rules: []networkingv1.IngressRule{{
				Host: v.Ingress.Host,
				IngressRuleValue: networkingv1.IngressRuleValue{HTTP: &networkingv1.HTTPIngressRuleValue{
					Paths: []networkingv1.HTTPIngressPath{{
						Path:     v.Ingress.Path + "$",
						PathType: new(networkingv1.PathTypeImplementationSpecific),
						Backend: networkingv1.IngressBackend{Service: &networkingv1.IngressServiceBackend{
							Name: v.Name + "-rest",
							Port: networkingv1.ServiceBackendPort{Number: restPort},
						}},
					}},
				}},
			}},
		},
	}
	redirect.Labels = component.Labels(selector(v), v.Labels, v.Ingress.Labels)
	redirect.Annotations = component.Merge(map[string]string{
		"nginx.ingress.kubernetes.io/use-regex":               "true",
		"nginx.ingress.kubernetes.io/permanent-redirect":      v.Ingress.Path + "/",
		"nginx.ingress.kubernetes.io/permanent-redirect-code": "302",
		"nginx.ingress.kubernetes.io/relative-redirects":      "true",
	}, v.Annotations)
	return redirect
}
