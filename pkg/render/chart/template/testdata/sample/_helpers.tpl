{{/*
The base name of the objects: that of the release, with that of the chart unless
the release has it in its own. Names may have 63 characters at most.
*/}}
{{- define "sample.fullname" -}}
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
{{- define "sample.labels" -}}
{{- include "sample.merge" (list
  (dict "app.kubernetes.io/managed-by" .Release.Service)
  .Values.labels
  (include "sample.selectorLabels" . | fromYaml)
) -}}
{{- end }}

{{/*
Labels by which pods are selected; they never change.
*/}}
{{- define "sample.selectorLabels" -}}
app.kubernetes.io/instance: {{ include "sample.fullname" . | quote }}
app.kubernetes.io/name: sample
{{- end }}

{{/*
The reference of an image: registry/repository:tag@digest, without what is empty.
*/}}
{{- define "sample.image" -}}
{{- with .registry }}{{ . }}/{{ end -}}
{{ .repository }}
{{- with .tag }}:{{ . }}{{ end }}
{{- with .digest }}@{{ . }}{{ end }}
{{- end }}

{{/*
One map out of a list of maps, of which later ones win.
*/}}
{{- define "sample.merge" -}}
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
