{{/*
The base name of the objects: that of the release, with that of the chart unless
the release has it in its own. Names may have 63 characters at most.
*/}}
{{- define "juicefs.fullname" -}}
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
Labels of what is the component controller.
*/}}
{{- define "juicefs.controller.labels" -}}
{{- include "juicefs.merge" (list
  (dict "app.kubernetes.io/managed-by" .Release.Service)
  .Values.labels
  (include "juicefs.controller.selectorLabels" . | fromYaml)
) -}}
{{- end }}

{{/*
Labels by which pods are selected; they never change.
*/}}
{{- define "juicefs.controller.selectorLabels" -}}
app.kubernetes.io/component: controller
app.kubernetes.io/instance: {{ include "juicefs.fullname" . | quote }}
app.kubernetes.io/name: juicefs-csi-driver
{{- end }}

{{/*
Labels of what is the component dashboard.
*/}}
{{- define "juicefs.dashboard.labels" -}}
{{- include "juicefs.merge" (list
  (dict "app.kubernetes.io/managed-by" .Release.Service)
  .Values.labels
  (include "juicefs.selectorLabels" . | fromYaml)
) -}}
{{- end }}

{{/*
Labels of the objects.
*/}}
{{- define "juicefs.labels" -}}
{{- include "juicefs.merge" (list
  (dict "app.kubernetes.io/managed-by" .Release.Service)
  .Values.labels
  (dict
    "app.kubernetes.io/component" "node"
    "app.kubernetes.io/instance" (include "juicefs.fullname" .)
    "app.kubernetes.io/name" "juicefs-csi-driver"
  )
) -}}
{{- end }}

{{/*
Labels by which pods are selected; they never change.
*/}}
{{- define "juicefs.selectorLabels" -}}
app.kubernetes.io/component: dashboard
app.kubernetes.io/instance: {{ include "juicefs.fullname" . | quote }}
app.kubernetes.io/name: juicefs-csi-driver
{{- end }}

{{/*
The reference of an image: registry/repository:tag@digest, without what is empty.
*/}}
{{- define "juicefs.image" -}}
{{- with .registry }}{{ . }}/{{ end -}}
{{ .repository }}
{{- with .tag }}:{{ . }}{{ end }}
{{- with .digest }}@{{ . }}{{ end }}
{{- end }}

{{/*
One map out of a list of maps, of which later ones win.
*/}}
{{- define "juicefs.merge" -}}
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
