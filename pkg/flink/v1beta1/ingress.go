package v1beta1

import networkingv1 "k8s.io/api/networking/v1"

// IngressSpec publishes the REST endpoint and the web UI of a cluster.
type IngressSpec struct {
	// Template is the host and path, with {{name}} and {{namespace}} filled in
	// by the operator: {{name}}.flink.example.com or flink.example.com/{{name}}(/|$)(.*).
	Template string `json:"template,omitempty"`
	// ClassName is the ingress class.
	ClassName string `json:"className,omitempty"`
	// Annotations are added to the Ingress.
	Annotations map[string]string `json:"annotations,omitempty"`
	// Labels are added to the Ingress. Needs operator 1.8.
	Labels map[string]string `json:"labels,omitempty"`
	// TLS is passed to the Ingress as it is. Needs operator 1.8.
	TLS []networkingv1.IngressTLS `json:"tls,omitempty"`
}
