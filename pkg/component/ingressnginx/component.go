package ingressnginx

import (
	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

// Component is the part as one value, for charts.
func Component() component.Component[Values] {
	return component.Component[Values]{
		Name:        "ingress-nginx",
		Description: "ingress-nginx: the way from outside to the web interfaces of Flink",
		Version:     catalog.Newest(catalog.IngressNginx).Version,
		Defaults:    Defaults,
		Objects:     Objects,
		Requirements: []string{
			"No other controller with the IngressClass of `ingressClassName` or the class of `controllerClass`.",
			"With `hostNetwork`, a namespace that allows privileged pods.",
		},
		Notes: notes,
	}
}

const notes = `ingress-nginx {{ .Chart.AppVersion }} is being installed in the namespace {{ .Release.Namespace }}.

Wait for it before you install what has an Ingress{{ if .Values.admissionWebhooks.enabled }}: its webhook refuses Ingress objects until it answers{{ end }}:

  kubectl rollout status {{ lower .Values.kind }}/{{ include "ingress-nginx.fullname" . }}-controller -n {{ .Release.Namespace }} --timeout=5m

Ingress objects name the class {{ .Values.ingressClassName }}{{ if .Values.defaultIngressClass }}, or none{{ end }}.
{{- if .Values.hostNetwork }}

It answers on the ports 80 and 443 of its nodes.
{{- else }}

Where it answers:

  kubectl get service {{ include "ingress-nginx.fullname" . }}-controller -n {{ .Release.Namespace }}
{{- end }}
`
