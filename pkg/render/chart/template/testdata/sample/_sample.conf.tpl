{{- define "sample.sample.conf" -}}
# Braces are text: {{ `{{ .Values }}` }}
greeting {{ .Values.greeting }}
ratio {{ toJson .Values.ratio }}
replicas {{ int .Values.replicas }}
{{ .Values.extraConfig }}
{{- end }}
