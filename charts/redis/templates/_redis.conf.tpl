{{- define "redis.redis.conf" -}}
port 6379
# The password protects Redis; protected mode would refuse the other pods.
protected-mode no
dir /data

# The append-only file is the only copy on disk. Without it a master that
# restarts quickly would come back empty and empty its replicas.
appendonly yes
appendfsync {{ .Values.appendfsync }}
save ""

# Metadata must never be evicted: at the limit writes are refused.
maxmemory {{ .Values.maxmemory }}
maxmemory-policy noeviction

min-replicas-to-write {{ int .Values.minReplicasToWrite }}
min-replicas-max-lag {{ int .Values.minReplicasMaxLag }}

# A backlog that carries a replica over a short break without a full sync.
repl-backlog-size 16mb
repl-diskless-sync-delay 1
# When it stops, a master waits this many seconds for its replicas to catch up.
shutdown-timeout 10

{{ .Values.extraConfig }}
{{- end }}
