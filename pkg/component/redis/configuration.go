package redis

import (
	"fmt"
	"strconv"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// configuration holds what is the same in every pod. The start scripts append
// the pod's name, the passwords and the master.
func configuration(v Values) component.Object {
	return &corev1.ConfigMap{
		TypeMeta:   component.CoreV1("ConfigMap"),
		ObjectMeta: meta(v, v.Name+"-configuration"),
		Data: map[string]string{
			"redis.conf":    redisConf(v),
			"sentinel.conf": sentinelConf(v),
		},
	}
}

func redisConf(v Values) string {
	return fmt.Sprintf(`port %d
# The password protects Redis; protected mode would refuse the other pods.
protected-mode no
dir /data

`, Port) + Tuning(v)
}

// Tuning is redis.conf without port and directory: what another installation of
// Redis needs to keep the metadata of JuiceFS as this one does.
func Tuning(v Values) string {
	return fmt.Sprintf(`# The append-only file is the only copy on disk. Without it a master that
# restarts quickly would come back empty and empty its replicas.
appendonly yes
appendfsync %s
save ""

# Metadata must never be evicted: at the limit writes are refused.
maxmemory %s
maxmemory-policy noeviction

min-replicas-to-write %s
min-replicas-max-lag %s

# A backlog that carries a replica over a short break without a full sync.
repl-backlog-size 16mb
repl-diskless-sync-delay 1
# When it stops, a master waits this many seconds for its replicas to catch up.
shutdown-timeout 10

`, v.Appendfsync, v.Maxmemory,
		strconv.Itoa(int(v.MinReplicasToWrite)), strconv.Itoa(int(v.MinReplicasMaxLag))) + v.ExtraConfig
}

func sentinelConf(v Values) string {
	name := v.Sentinel.MasterName
	return fmt.Sprintf(`port %d
dir /data/sentinel

# Pods get a new address with each restart; their host names stay.
sentinel resolve-hostnames yes
sentinel announce-hostnames yes

sentinel down-after-milliseconds %s %s
sentinel failover-timeout %s %s
sentinel parallel-syncs %s %s
`, SentinelPort,
		name, strconv.Itoa(int(v.Sentinel.DownAfterMilliseconds)),
		name, strconv.Itoa(int(v.Sentinel.FailoverTimeout)),
		name, strconv.Itoa(int(v.Sentinel.ParallelSyncs))) + v.Sentinel.ExtraConfig
}
