package job

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// httpRoute serves the web UI below a path. The UI has relative paths, so the
// path without its slash is redirected to the one with it; an exact match wins
// over a prefix.
func httpRoute(v Values) *gatewayv1.HTTPRoute {
	route := &gatewayv1.HTTPRoute{
		TypeMeta:   metav1.TypeMeta{APIVersion: gatewayv1.GroupVersion.String(), Kind: "HTTPRoute"},
		ObjectMeta: meta(v, v.Name),
		Spec: gatewayv1.HTTPRouteSpec{
			CommonRouteSpec: gatewayv1.CommonRouteSpec{
				ParentRefs: []gatewayv1.ParentReference{{
					Name:        gatewayv1.ObjectName(v.Ingress.Gateway.Name),
					Namespace:   component.Optional(gatewayv1.Namespace(v.Ingress.Gateway.Namespace)),
					SectionName: component.Optional(gatewayv1.SectionName(v.Ingress.Gateway.SectionName)),
				}},
			},
			Hostnames: v.Ingress.Hostnames,
			Rules:     []gatewayv1.HTTPRouteRule{slashRule(v), uiRule(v)},
		},
	}
	route.Labels = component.Labels(selector(v), v.Labels, v.Ingress.Gateway.Labels)
	route.Annotations = component.Merge(v.Annotations, v.Ingress.Gateway.Annotations)
	return route
}

func slashRule(v Values) gatewayv1.HTTPRouteRule {
	return gatewayv1.HTTPRouteRule{
		Matches: pathMatch(gatewayv1.PathMatchExact, v.Ingress.Path),
		Filters: []gatewayv1.HTTPRouteFilter{{
			Type: gatewayv1.HTTPRouteFilterRequestRedirect,
			RequestRedirect: &gatewayv1.HTTPRequestRedirectFilter{
				Path: &gatewayv1.HTTPPathModifier{
					Type:            gatewayv1.FullPathHTTPPathModifier,
					ReplaceFullPath: new(v.Ingress.Path + "/"),
				},
				StatusCode: new(302),
			},
		}},
	}
}

func uiRule(v Values) gatewayv1.HTTPRouteRule {
	return gatewayv1.HTTPRouteRule{
		Matches: pathMatch(gatewayv1.PathMatchPathPrefix, v.Ingress.Path),
		Filters: []gatewayv1.HTTPRouteFilter{{
			Type: gatewayv1.HTTPRouteFilterURLRewrite,
			URLRewrite: &gatewayv1.HTTPURLRewriteFilter{Path: &gatewayv1.HTTPPathModifier{
				Type:               gatewayv1.PrefixMatchHTTPPathModifier,
				ReplacePrefixMatch: new("/"),
			}},
		}},
		BackendRefs: []gatewayv1.HTTPBackendRef{{BackendRef: gatewayv1.BackendRef{
			BackendObjectReference: gatewayv1.BackendObjectReference{
				Name: gatewayv1.ObjectName(v.Name + "-rest"),
				Port: ptr.To[gatewayv1.PortNumber](restPort),
			},
		}}},
	}
}

func pathMatch(kind gatewayv1.PathMatchType, path string) []gatewayv1.HTTPRouteMatch {
	return []gatewayv1.HTTPRouteMatch{{Path: &gatewayv1.HTTPPathMatch{Type: new(kind), Value: new(path)}}}
}
