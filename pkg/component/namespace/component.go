package namespace

import "github.com/flinkgen/flinkgen/pkg/component"

// Component is the part as one value, for charts.
func Component() component.Component[Values] {
	return component.Component[Values]{
		Name:        "namespaces",
		Description: "Namespaces with the Pod Security level that their pods keep",
		Defaults:    Defaults,
		Objects:     Objects,
		Notes:       notes,
	}
}

const notes = `Namespaces:
{{- range .Values.namespaces }}

  {{ .name }}  pods keep {{ .podSecurity }}
{{- end }}

Install what lives in them next. helm uninstall leaves them and all that is in them.
`
