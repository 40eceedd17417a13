package redis

import (
	_ "embed"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// The scripts take everything from the environment, so their text is fixed.
var (
	//go:embed scripts/common.sh
	commonScript string
	//go:embed scripts/start-redis.sh
	startRedisScript string
	//go:embed scripts/start-sentinel.sh
	startSentinelScript string
	//go:embed scripts/live-redis.sh
	liveRedisScript string
	//go:embed scripts/live-sentinel.sh
	liveSentinelScript string
	//go:embed scripts/ready-redis.sh
	readyRedisScript string
	//go:embed scripts/ready-sentinel.sh
	readySentinelScript string
	//go:embed scripts/prestop-redis.sh
	preStopRedisScript string
	//go:embed scripts/prestop-sentinel.sh
	preStopSentinelScript string
)

func scripts(v Values) component.Object {
	return &corev1.ConfigMap{
		TypeMeta:   component.CoreV1("ConfigMap"),
		ObjectMeta: meta(v, v.Name+"-scripts"),
		Data: map[string]string{
			"common.sh":           commonScript,
			"start-redis.sh":      startRedisScript,
			"start-sentinel.sh":   startSentinelScript,
			"live-redis.sh":       liveRedisScript,
			"live-sentinel.sh":    liveSentinelScript,
			"ready-redis.sh":      readyRedisScript,
			"ready-sentinel.sh":   readySentinelScript,
			"prestop-redis.sh":    preStopRedisScript,
			"prestop-sentinel.sh": preStopSentinelScript,
		},
	}
}

// script is the command that runs one of the scripts.
func script(name string) []string { return []string{"sh", scriptsPath + "/" + name} }
