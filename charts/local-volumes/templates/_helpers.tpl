{{/*
Labels of the objects.
*/}}
{{- define "local-volumes.labels" -}}
{{- include "local-volumes.merge" (list
  (dict "app.kubernetes.io/component" .Values.part "app.kubernetes.io/managed-by" .Release.Service)
  .Values.labels
  (dict "app.kubernetes.io/instance" .Values.storageClassName "app.kubernetes.io/name" "local-volume")
) -}}
{{- end }}

{{/*
One map out of a list of maps, of which later ones win.
*/}}
{{- define "local-volumes.merge" -}}
{{- $merged := dict }}
{{- range . }}
{{- range $key, $value := . }}
{{- $_ := set $merged $key $value }}
{{- end }}
{{- end }}
{{- with $merged }}
{{- toYaml . }}
{{- end }}
{{- end }}
