{{/*
The base name of the objects: that of the release, with that of the chart unless
the release has it in its own. Names may have 63 characters at most.
*/}}
{{- define "local-volumes.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

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
