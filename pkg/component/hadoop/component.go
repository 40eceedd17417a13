package hadoop

import "github.com/flinkgen/flinkgen/pkg/component"

// Component is the part as one value, for charts.
func Component() component.Component[Values] {
	return component.Component[Values]{
		Name:        "hadoop",
		Description: "The configuration of Hadoop's client, for jobs that use HDFS",
		Defaults:    Defaults,
		Objects:     Objects,
		Requirements: []string{
			"The namespaces of `namespaces`.",
			"Hadoop's client jars in the image of the jobs.",
		},
		Notes: notes,
	}
}

const notes = `The ConfigMap {{ include "hadoop.fullname" . }} with the configuration of Hadoop's client is in:
{{- range .Values.namespaces }} {{ .name }}{{ end }}.

Jobs mount it as a volume and name the directory in the variable HADOOP_CONF_DIR.
`
