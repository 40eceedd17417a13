package historyserver

import (
	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

// Component is the part as one value, for charts.
func Component() component.Component[Values] {
	return component.Component[Values]{
		Name:        "history-server",
		Description: "Flink's history server, which shows the jobs that have ended",
		Version:     catalog.Newest(catalog.Flink).Version,
		Defaults:    Defaults,
		Objects:     Objects,
		Requirements: []string{
			"With `persistence.create`, a StorageClass `persistence.storageClassName` that allows the `persistence.accessModes`; with a volume, the namespace of the jobs.",
			"With `route: ingress`, an ingress controller that serves `ingress.className`; with `route: gateway`, the Gateway that `gateway.name` names.",
			"With `ingress.tls.enabled`, the Secret of type kubernetes.io/tls that `ingress.tls.secretName` names.",
		},
		Notes: notes,
	}
}

const notes = `The history server of Flink {{ .Chart.AppVersion }} is being installed as {{ include "history-server.fullname" . }} in the namespace {{ .Release.Namespace }}.

Wait for it:

  kubectl rollout status deployment/{{ include "history-server.fullname" . }} -n {{ .Release.Namespace }} --timeout=5m

{{ if eq .Values.route "none" -}}
Its pages, at http://localhost:{{ .Values.port }}:

  kubectl port-forward service/{{ include "history-server.fullname" . }} {{ .Values.port }} -n {{ .Release.Namespace }}
{{- else -}}
Its pages: http{{ if .Values.ingress.tls.enabled }}s{{ end }}://{{ .Values.host }}/
{{- end }}

It shows the jobs whose jobmanager.archive.fs.dir is one of:

  {{ .Values.archiveDir }}
{{- if .Values.persistence.enabled }}

Jobs mount the claim {{ .Values.persistence.claimName }} at {{ .Values.persistence.mountPath }} for that.
{{- end }}
`
