package redis

import (
	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

// Component is the part as one value, for charts.
func Component() component.Component[Values] {
	return component.Component[Values]{
		Name:        "redis",
		Description: "Redis with Sentinel: a store that stays when a node is lost, for the metadata of JuiceFS",
		Version:     catalog.Newest(catalog.Redis).Version,
		Defaults:    Defaults,
		Objects:     Objects,
		Named:       []string{"serviceAccount.name"},
		Requirements: []string{
			"The Secret that `auth.secretName` names, with both passwords under the keys `auth.passwordKey` and `auth.sentinelPasswordKey`. `flinkgen secrets` makes it.",
			"A StorageClass: the one that `persistence.storageClassName` names, or a default one.",
			"As many nodes as `replicas`: the default `affinity` puts one pod on each. Two releases in one namespace keep each other's pods off, too, until both have an `affinity` of their own.",
		},
		Notes: notes,
	}
}

const notes = `Redis {{ .Chart.AppVersion }} with Sentinel is being installed as {{ include "redis.fullname" . }} in the namespace {{ .Release.Namespace }}.

Its pods wait until the Secret {{ .Values.auth.secretName }} exists with the keys
{{ .Values.auth.passwordKey }} and {{ .Values.auth.sentinelPasswordKey }}:

  kubectl get secret {{ .Values.auth.secretName }} -n {{ .Release.Namespace }}

Wait for all {{ .Values.replicas }} pods:

  kubectl rollout status statefulset/{{ include "redis.fullname" . }}-node -n {{ .Release.Namespace }} --timeout=10m

Clients ask Sentinel for the master {{ .Values.sentinel.masterName }}:

  {{ include "redis.fullname" . }}.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}:26379

JuiceFS, which keeps its metadata here, comes after MinIO is ready too.
`
