package job

import (
	networkingv1 "k8s.io/api/networking/v1"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"
)

// Ingress is the way to the web UI from outside.
type Ingress struct {
	// Type is ingress (the operator makes an Ingress; without an operator it is rendered), gateway (an HTTPRoute) or none.
	Type string `json:"type" chart:"choice=none|ingress|gateway"`

	// Template of host and path, in which the operator fills in {{name}} and {{namespace}}; for ingress. The UI has relative paths, so its path has to end with a slash: see slashRedirect. Derived: the host, /{{namespace}}/{{name}}/(.*), with slashRedirect.
	Template string `json:"template,omitempty"`
	// ClassName of the Ingress. Derived: the class of the stack's ingress controller.
	ClassName string `json:"className,omitempty"`
	// Annotations of the Ingress.
	Annotations map[string]string `json:"annotations,omitempty"`
	// Labels of the Ingress (operator 1.8).
	Labels map[string]string `json:"labels,omitempty"`
	// TLS of the Ingress (operator 1.8).
	TLS []networkingv1.IngressTLS `json:"tls,omitempty"`

	// Gateway that the HTTPRoute belongs to; for gateway.
	Gateway Gateway `json:"gateway,omitzero"`
	// Hostnames of the HTTPRoute; for gateway. Empty means every host of the listener.
	Hostnames []gatewayv1.Hostname `json:"hostnames,omitempty"`
	// Path below which the UI is served, without a slash at the end; for gateway, slashRedirect, and the Ingress of a job without the operator. Derived: /<namespace>/<name>.
	Path string `json:"path,omitempty"`
	// Host of the redirect, and of the Ingress of a job without the operator. Empty answers on every host name. Derived: the host of the stack's ingress.
	Host string `json:"host,omitempty"`
	// SlashRedirect adds an Ingress of ingress-nginx (1.13 or later) that sends the path without its slash to the path with it; for ingress.
	SlashRedirect bool `json:"slashRedirect,omitempty" chart:"switch"`
}

// Gateway says which Gateway of the Gateway API the HTTPRoute belongs to.
type Gateway struct {
	// Name of the Gateway. Derived: the stack's gateway.
	Name string `json:"name,omitempty"`
	// Namespace of the Gateway. Empty means that of the job.
	Namespace string `json:"namespace,omitempty"`
	// SectionName is the listener. Empty means every listener.
	SectionName string `json:"sectionName,omitempty"`
	// Labels are added to the HTTPRoute.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to the HTTPRoute.
	Annotations map[string]string `json:"annotations,omitempty"`
}
