package job

import (
	networkingv1 "k8s.io/api/networking/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// OwnRoutes says whether the job does without the operator, so that its Ingress
// is made from host and path rather than from a template.
func (v Values) OwnRoutes() bool {
	return v.DeploymentMode == "standalone" || v.DeploymentMode == "native"
}

// ownIngress leads to the web UI where no operator makes an Ingress. Its path
// is a regular expression, which the annotation rewrite-target makes of it for
// ingress-nginx.
func ownIngress(v Values) *networkingv1.Ingress {
	object := slashRedirect(v)
	object.ObjectMeta = meta(v, v.Name)
	object.Labels = component.Labels(selector(v), v.Labels, v.Ingress.Labels)
	object.Annotations = component.Merge(v.Annotations, v.Ingress.Annotations)
	object.Spec.Rules[0].HTTP.Paths[0].Path = v.Ingress.Path + "/(.*)"
	return object
}
