{{- define "operator.config.yaml" -}}
# Options of the operator, and defaults of the jobs that it starts.
# The operator reads changes of this file while it runs; those of the system
# options (namespaces, leader election, ports) only when it starts.
{{ .Values.configuration }}
{{- end }}
