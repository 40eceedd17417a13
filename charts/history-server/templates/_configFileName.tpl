{{- define "history-server.configFileName" -}}
# The Flink history server.

# Where the jobs put their archives (their jobmanager.archive.fs.dir).
historyserver.archive.fs.dir: {{ .Values.archiveDir }}
# Milliseconds between two looks at it.
historyserver.archive.fs.refresh-interval: {{ int .Values.archiveRefreshInterval }}
# Archives kept in each directory; older ones are deleted there. -1 keeps all.
historyserver.archive.retained-jobs: {{ int .Values.retainedJobs }}
# A deleted archive leaves the pages now, not at the next restart.
historyserver.archive.clean-expired-jobs: true

# The default is localhost, which nobody outside the pod can reach.
historyserver.web.address: 0.0.0.0
historyserver.web.port: {{ int .Values.port }}
# Unpacked archives. Made anew at every start, so it need not outlive the pod.
historyserver.web.tmpdir: /var/cache/flink-historyserver/web
{{ .Values.extraConfiguration }}
{{- end }}
