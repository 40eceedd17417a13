{{/*
The base name of the objects: that of the release, with that of the chart unless
the release has it in its own. Names may have 63 characters at most.
*/}}
{{- define "ingress-nginx.fullname" -}}
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
Labels of what is the component admission-webhook.
*/}}
{{- define "ingress-nginx.admission-webhook.labels" -}}
{{- include "ingress-nginx.merge" (list
  (dict "app.kubernetes.io/managed-by" .Release.Service)
  .Values.labels
  (dict
    "app.kubernetes.io/component" "admission-webhook"
    "app.kubernetes.io/instance" (include "ingress-nginx.fullname" .)
    "app.kubernetes.io/name" "ingress-nginx"
  )
) -}}
{{- end }}

{{/*
Labels of what is the component controller.
*/}}
{{- define "ingress-nginx.controller.labels" -}}
{{- include "ingress-nginx.merge" (list
  (dict "app.kubernetes.io/managed-by" .Release.Service)
  .Values.podLabels
  (include "ingress-nginx.selectorLabels" . | fromYaml)
) -}}
{{- end }}

{{/*
Labels of the objects.
*/}}
{{- define "ingress-nginx.labels" -}}
{{- include "ingress-nginx.merge" (list
  (dict "app.kubernetes.io/managed-by" .Release.Service)
  .Values.labels
  (include "ingress-nginx.selectorLabels" . | fromYaml)
) -}}
{{- end }}

{{/*
Labels by which pods are selected; they never change.
*/}}
{{- define "ingress-nginx.selectorLabels" -}}
app.kubernetes.io/component: controller
app.kubernetes.io/instance: {{ include "ingress-nginx.fullname" . | quote }}
app.kubernetes.io/name: ingress-nginx
{{- end }}

{{/*
The reference of an image: registry/repository:tag@digest, without what is empty.
*/}}
{{- define "ingress-nginx.image" -}}
{{- with .registry }}{{ . }}/{{ end -}}
{{ .repository }}
{{- with .tag }}:{{ . }}{{ end }}
{{- with .digest }}@{{ . }}{{ end }}
{{- end }}

{{/*
One map out of a list of maps, of which later ones win.
*/}}
{{- define "ingress-nginx.merge" -}}
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
