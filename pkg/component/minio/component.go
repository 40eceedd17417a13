package minio

import (
	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

// Component is the part as one value, for charts.
func Component() component.Component[Values] {
	return component.Component[Values]{
		Name:        "minio",
		Description: "MinIO: an object store on the disks of the nodes, for the data of JuiceFS or of Flink itself",
		Version:     catalog.Newest(catalog.MinIO).Version,
		Defaults:    Defaults,
		Objects:     Objects,
		Named:       []string{"serviceAccount.name"},
		Requirements: []string{
			"The Secret that `auth.secretName` names, with the keys `root-user` (3 characters or more) and `root-password` (8 or more). `flinkgen secrets` makes it.",
			"A StorageClass: the one that `persistence.storageClassName` names, or a default one.",
			"As many nodes as `replicas`: the default `affinity` puts one pod on each. Two releases in one namespace keep each other's pods off, too, until both have an `affinity` of their own.",
		},
		Notes: notes,
	}
}

const notes = `MinIO {{ .Chart.AppVersion }} is being installed as {{ include "minio.fullname" . }} in the namespace {{ .Release.Namespace }}.

Its pods wait until the Secret {{ .Values.auth.secretName }} exists with the keys
root-user and root-password:

  kubectl get secret {{ .Values.auth.secretName }} -n {{ .Release.Namespace }}

Wait for all {{ .Values.replicas }} pods:

  kubectl rollout status statefulset/{{ include "minio.fullname" . }} -n {{ .Release.Namespace }} --timeout=10m

The S3 API:

  http://{{ include "minio.fullname" . }}.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}:9000
{{- if .Values.console.enabled }}

The web console, at http://localhost:9001:

  kubectl port-forward service/{{ include "minio.fullname" . }}-console 9001 -n {{ .Release.Namespace }}
{{- end }}
`
