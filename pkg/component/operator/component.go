package operator

import (
	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

// Component is the part as one value, for charts.
func Component() component.Component[Values] {
	return component.Component[Values]{
		Name:        "operator",
		Description: "Flink Kubernetes operator with its webhook and the access of its jobs",
		Version:     catalog.Newest(catalog.FlinkOperator).Version,
		Defaults:    Defaults,
		Objects:     Objects,
		Requirements: []string{
			"cert-manager, which makes the certificate of the webhook; or set `webhook.enabled` to false.",
			"The Secret that `webhook.secretName` names, with the key `password` for the keystore of the webhook. `flinkgen secrets` makes it.",
			"The namespaces of `jobNamespaces`.",
		},
		Notes: notes,
	}
}

const notes = `The Flink Kubernetes operator {{ .Chart.AppVersion }} is being installed in the namespace {{ .Release.Namespace }}.

{{ with .Values.watchNamespaces -}}
It manages the Flink resources of: {{ join ", " . }}.
{{- else -}}
It manages the Flink resources of all namespaces.
{{- end }}
{{- if .Values.webhook.enabled }}

Its webhook needs cert-manager and the Secret {{ .Values.webhook.secretName }} with the key password:

  kubectl get secret {{ .Values.webhook.secretName }} -n {{ .Release.Namespace }}
{{- end }}

Wait for it before you install jobs:

  kubectl rollout status deployment/{{ include "operator.fullname" . }} -n {{ .Release.Namespace }} --timeout=5m

Jobs run as the ServiceAccount {{ .Values.jobServiceAccount.name }} in: {{ join ", " .Values.jobNamespaces }}.

Helm never upgrades CRDs. After you have taken a newer version of this chart:

  kubectl apply --server-side --force-conflicts -f charts/operator/crds/
`
