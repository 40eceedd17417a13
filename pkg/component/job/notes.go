package job

// requirements of every job.
func requirements() []string {
	return []string{
		"The StorageClass of each of `claims`, which must allow its `accessModes`. A second release in the namespace that shares them sets `claims: null`.",
		"The directories of state that `flinkConfiguration` names (checkpoints, savepoints, high availability), reached by all pods.",
		"The Secrets of `secretVolumes`, `imagePullSecrets` and `extraEnv`.",
		"With `ingress.type: ingress`, an ingress controller that serves `ingress.className`; with `gateway`, the Gateway that `ingress.gateway.name` names.",
	}
}

// operatedRequirements are those of a job that the operator runs.
func operatedRequirements() []string {
	return append([]string{
		"The Flink Kubernetes operator, watching the namespace of the release.",
		"The ServiceAccount that `serviceAccount` names; the chart operator makes it.",
	}, requirements()...)
}

// deploymentNotes are those of a FlinkDeployment.
func deploymentNotes(chart string) string {
	return `The FlinkDeployment {{ include "` + chart + `.fullname" . }} is in the namespace {{ .Release.Namespace }}: Flink {{ .Values.flinkVersion | trimPrefix "v" | replace "_" "." }}.

Wait until the operator calls it stable:

  kubectl wait flinkdeployment/{{ include "` + chart + `.fullname" . }} -n {{ .Release.Namespace }} \
    --for=jsonpath='{.status.lifecycleState}'=STABLE --timeout=10m

When it does not become so, its events and the operator's log say why:

  kubectl describe flinkdeployment/{{ include "` + chart + `.fullname" . }} -n {{ .Release.Namespace }}
`
}

const sessionNotes = `
Its jobs:
{{- range .Values.sessionJobs }} {{ .name }}{{ else }} none yet; list them in sessionJobs{{ end }}

  kubectl get flinksessionjobs -n {{ .Release.Namespace }}
`

// routeNotes say where the web UI is.
func routeNotes(chart string) string {
	return `
{{ if and (eq .Values.ingress.type "ingress") .Values.ingress.host -}}
The web UI: http{{ if .Values.ingress.tls }}s{{ end }}://{{ .Values.ingress.host }}{{ .Values.ingress.path }}/
{{- else if eq .Values.ingress.type "ingress" -}}
The web UI is at {{ .Values.ingress.path }}/ of every host of the ingress controller.
{{- else -}}
The web UI, at http://localhost:8081:

  kubectl port-forward service/{{ include "` + chart + `.fullname" . }}-rest 8081 -n {{ .Release.Namespace }}
{{- end }}
`
}

const blueGreenNotes = `The FlinkBlueGreenDeployment {{ include "flink-blue-green.fullname" . }} is in the namespace {{ .Release.Namespace }}: Flink {{ .Values.flinkVersion | trimPrefix "v" | replace "_" "." }}.

Its two sides are FlinkDeployments with the ends -blue and -green. See which one is active:

  kubectl get flinkbluegreendeployment/{{ include "flink-blue-green.fullname" . }} -n {{ .Release.Namespace }} \
    -o jsonpath='{.status.blueGreenState}'

A helm upgrade that changes the job starts the other side, and ends this one once that works.
`

const standaloneNotes = `{{ if eq .Values.standalone.kind "application" -}}
The job {{ include "flink-standalone.fullname" . }} is starting in the namespace {{ .Release.Namespace }}. Its JobManager is a Job, which ends with it:

  kubectl get job/{{ include "flink-standalone.fullname" . }}-jobmanager -n {{ .Release.Namespace }}

The pods of a Job cannot be changed. To upgrade: stop the job with a savepoint,
delete the Job, and upgrade the release with initialSavepointPath set.
{{- else -}}
The cluster {{ include "flink-standalone.fullname" . }} is starting in the namespace {{ .Release.Namespace }} and waits for jobs:

  kubectl rollout status deployment/{{ include "flink-standalone.fullname" . }}-jobmanager -n {{ .Release.Namespace }} --timeout=5m
{{- end }}

Wait for the TaskManagers:

  kubectl rollout status deployment/{{ include "flink-standalone.fullname" . }}-taskmanager -n {{ .Release.Namespace }} --timeout=5m
`
