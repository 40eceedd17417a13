package juicefs

import (
	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

// Component is the part as one value, for charts.
func Component() component.Component[Values] {
	return component.Component[Values]{
		Name:        "juicefs",
		Description: "JuiceFS CSI driver with a StorageClass: volumes that many pods share, on an object store",
		Version:     catalog.Newest(catalog.JuiceFSDriver).Version,
		Defaults:    Defaults,
		Objects:     Objects,
		Requirements: []string{
			"The metadata store and the object store, such as the charts redis and minio, up and running.",
			"The Secret that `auth.secretName` names, with the file system (`name`), the address of its metadata (`metaurl`), its object store (`storage`, `bucket`) and the keys of that (`access-key`, `secret-key`). `flinkgen secrets` makes it.",
			"A namespace that allows privileged pods, because the driver mounts on the nodes.",
			"No other JuiceFS CSI driver: a cluster can hold one only.",
		},
		Notes: notes,
	}
}

const notes = `The JuiceFS CSI driver {{ .Chart.AppVersion }} is being installed in the namespace {{ .Release.Namespace }}.

The first volume formats the file system that the Secret {{ .Values.auth.secretName }} describes;
it must exist before a claim is made:

  kubectl get secret {{ .Values.auth.secretName }} -n {{ .Release.Namespace }}

Wait for the driver:

  kubectl rollout status deployment/{{ include "juicefs.fullname" . }}-csi-controller -n {{ .Release.Namespace }} --timeout=5m
  kubectl rollout status daemonset/{{ include "juicefs.fullname" . }}-csi-node -n {{ .Release.Namespace }} --timeout=5m

Claims get a volume that many pods share with:

  storageClassName: {{ .Values.storageClass.name }}
  accessModes: [ReadWriteMany]
{{- if .Values.dashboard.enabled }}

The dashboard, at http://localhost:8088:

  kubectl port-forward service/{{ include "juicefs.fullname" . }}-csi-dashboard 8088 -n {{ .Release.Namespace }}
{{- end }}
`
