package localvolume

import "github.com/flinkgen/flinkgen/pkg/component"

// Component is the part as one value, for charts.
func Component() component.Component[Values] {
	return component.Component[Values]{
		Name:        "local-volumes",
		Description: "A StorageClass with PersistentVolumes on the disks of the nodes",
		Defaults:    Defaults,
		Objects:     Objects,
		Requirements: []string{
			"The directory of each of `volumes` on its node: Kubernetes makes none, and a pod waits until it is there.",
		},
		Notes: notes,
	}
}

const notes = `The StorageClass {{ .Values.storageClassName }} has {{ len .Values.volumes }} volumes.
{{- range .Values.volumes }}

  {{ .name }}  {{ .size }}  {{ .path }} on {{ .node }}
{{- end }}
{{- if not .Values.volumes }} List them in volumes.{{ end }}

Each directory must exist on its node. A volume is bound once a pod uses a claim of the class:

  kubectl get persistentvolumes -l app.kubernetes.io/instance={{ .Values.storageClassName }}
{{- if eq .Values.reclaimPolicy "Retain" }}

A volume whose claim is gone keeps its data and takes no new claim until you
delete it and install it again.
{{- end }}
`
