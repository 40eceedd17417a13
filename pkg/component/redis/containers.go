package redis

import (
	"slices"
	"strconv"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

const (
	configurationPath = "/opt/redis/config"
	scriptsPath       = "/opt/redis/scripts"
	runPath           = "/run/redis"
	dataPath          = "/data"
)

func redisContainer(v Values) corev1.Container {
	return corev1.Container{
		Name:            "redis",
		Image:           v.Image.Reference(),
		ImagePullPolicy: v.Image.PullPolicy,
		Command:         script("start-redis.sh"),
		Env: slices.Concat(environment(v), []corev1.EnvVar{
			{Name: "ASK_SECONDS", Value: strconv.Itoa(int(v.Sentinel.AskSeconds))},
		}, v.ExtraEnv),
		Ports: []corev1.ContainerPort{{Name: "redis", ContainerPort: Port, Protocol: corev1.ProtocolTCP}},
		// Loading a large file takes long but counts as alive. Only the time
		// in which the start script asks for the master must fit in here.
		StartupProbe:    probe("live-redis.sh", 2, 150),
		LivenessProbe:   probe("live-redis.sh", 10, 6),
		ReadinessProbe:  probe("ready-redis.sh", 5, 6),
		Lifecycle:       preStop("prestop-redis.sh"),
		Resources:       v.Resources,
		SecurityContext: component.RestrictedContainer(true),
		VolumeMounts: slices.Concat(mounts(), []corev1.VolumeMount{
			{Name: "run", MountPath: runPath},
		}, v.ExtraVolumeMounts),
	}
}

func sentinelContainer(v Values) corev1.Container {
	return corev1.Container{
		Name:            "sentinel",
		Image:           v.Image.Reference(),
		ImagePullPolicy: v.Image.PullPolicy,
		Command:         script("start-sentinel.sh"),
		Env: slices.Concat(environment(v), []corev1.EnvVar{
			{Name: "QUORUM", Value: strconv.Itoa(int(v.Sentinel.Quorum))},
		}),
		Ports:           []corev1.ContainerPort{{Name: "sentinel", ContainerPort: SentinelPort, Protocol: corev1.ProtocolTCP}},
		StartupProbe:    probe("live-sentinel.sh", 2, 60),
		LivenessProbe:   probe("live-sentinel.sh", 10, 6),
		ReadinessProbe:  probe("ready-sentinel.sh", 5, 6),
		Lifecycle:       preStop("prestop-sentinel.sh"),
		Resources:       v.Sentinel.Resources,
		SecurityContext: component.RestrictedContainer(true),
		VolumeMounts:    mounts(),
	}
}

// environment is what the scripts of both containers read. Redis asks the
// sentinels and Sentinel asks Redis, so both have both passwords.
func environment(v Values) []corev1.EnvVar {
	return []corev1.EnvVar{
		{Name: "POD_NAME", ValueFrom: &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: "metadata.name"}}},
		{Name: "POD_PREFIX", Value: statefulSetName(v)},
		{Name: "POD_DOMAIN", Value: domain(v)},
		{Name: "REPLICAS", Value: strconv.Itoa(int(v.Replicas))},
		{Name: "MASTER_NAME", Value: v.Sentinel.MasterName},
		{Name: "GRACE_SECONDS", Value: strconv.Itoa(int(v.TerminationGracePeriodSeconds))},
		password("REDIS_PASSWORD", v.Auth.SecretName, v.Auth.PasswordKey),
		password("SENTINEL_PASSWORD", v.Auth.SecretName, v.Auth.SentinelPasswordKey),
	}
}

func password(variable, secret, key string) corev1.EnvVar {
	return corev1.EnvVar{Name: variable, ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{
		LocalObjectReference: corev1.LocalObjectReference{Name: secret},
		Key:                  key,
	}}}
}

func mounts() []corev1.VolumeMount {
	return []corev1.VolumeMount{
		{Name: "configuration", MountPath: configurationPath, ReadOnly: true},
		{Name: "scripts", MountPath: scriptsPath, ReadOnly: true},
		{Name: dataVolume, MountPath: dataPath},
	}
}

// probe runs a script. A failover takes about ten seconds, in which replicas
// have no master: the number of failures lets that pass.
func probe(name string, periodSeconds, failureThreshold int32) *corev1.Probe {
	return &corev1.Probe{
		ProbeHandler:     corev1.ProbeHandler{Exec: &corev1.ExecAction{Command: script(name)}},
		PeriodSeconds:    periodSeconds,
		TimeoutSeconds:   5,
		FailureThreshold: failureThreshold,
		SuccessThreshold: 1,
	}
}

func preStop(name string) *corev1.Lifecycle {
	return &corev1.Lifecycle{PreStop: &corev1.LifecycleHandler{Exec: &corev1.ExecAction{Command: script(name)}}}
}
