{{- define "redis.sentinel.conf" -}}
port 26379
dir /data/sentinel

# Pods get a new address with each restart; their host names stay.
sentinel resolve-hostnames yes
sentinel announce-hostnames yes

sentinel down-after-milliseconds {{ .Values.sentinel.masterName }} {{ int .Values.sentinel.downAfterMilliseconds }}
sentinel failover-timeout {{ .Values.sentinel.masterName }} {{ int .Values.sentinel.failoverTimeout }}
sentinel parallel-syncs {{ .Values.sentinel.masterName }} {{ int .Values.sentinel.parallelSyncs }}
{{ .Values.sentinel.extraConfig }}
{{- end }}
