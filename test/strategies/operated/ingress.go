package operated

import (
	"maps"
	"net/url"
	"regexp"
	"strings"

	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// restPort is Flink's default of rest.port.
const restPort = 8081

// Ingress is what the operator makes of spec.ingress: one rule whose host and
// path are those of the template, read as a URL.
func Ingress(deployment *v1beta1.FlinkDeployment) (*networkingv1.Ingress, error) {
	spec := deployment.Spec.Ingress
	host, path, err := hostAndPath(spec.Template, deployment.Name, deployment.Namespace)
	if err != nil {
		return nil, err
	}
	labels := maps.Clone(spec.Labels)
	if labels == nil {
		labels = map[string]string{}
	}
	labels["component"] = "ingress"
	pathType := networkingv1.PathTypeImplementationSpecific
	ingress := &networkingv1.Ingress{
		TypeMeta: metav1.TypeMeta{APIVersion: "networking.k8s.io/v1", Kind: "Ingress"},
		ObjectMeta: metav1.ObjectMeta{
			Name:        deployment.Name,
			Namespace:   deployment.Namespace,
			Labels:      labels,
			Annotations: spec.Annotations,
		},
		Spec: networkingv1.IngressSpec{
			TLS: spec.TLS,
			Rules: []networkingv1.IngressRule{{
				Host: host,
				IngressRuleValue: networkingv1.IngressRuleValue{HTTP: &networkingv1.HTTPIngressRuleValue{
					Paths: []networkingv1.HTTPIngressPath{{
						Path:     path,
						PathType: &pathType,
						Backend: networkingv1.IngressBackend{Service: &networkingv1.IngressServiceBackend{
							Name: deployment.Name + "-rest",
							Port: networkingv1.ServiceBackendPort{Number: restPort},
						}},
					}},
				}},
			}},
		},
	}
	if spec.ClassName != "" {
		ingress.Spec.IngressClassName = &spec.ClassName
	}
	return ingress, nil
}

var (
	nameVariable      = regexp.MustCompile(`(?i)\{\{name\}\}`)
	namespaceVariable = regexp.MustCompile(`(?i)\{\{namespace\}\}`)
	protocol          = regexp.MustCompile(`(?i)^https?://`)
)

// hostAndPath reads a template as java.net.URL does, which takes any character
// in the path up to a question mark or a hash sign.
func hostAndPath(template, name, namespace string) (host, path string, err error) {
	template = protocol.ReplaceAllString(template, "")
	template = nameVariable.ReplaceAllLiteralString(template, name)
	template = namespaceVariable.ReplaceAllLiteralString(template, namespace)
	authority, path := template, ""
	if slash := strings.IndexAny(template, "/?#"); slash >= 0 {
		authority, path = template[:slash], template[slash:]
	}
	if end := strings.IndexAny(path, "?#"); end >= 0 {
		path = path[:end]
	}
	parsed, err := url.Parse("http://" + authority)
	if err != nil {
		return "", "", err
	}
	return parsed.Hostname(), path, nil
}
