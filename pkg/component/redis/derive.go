package redis

import (
	"fmt"
	"strconv"

	"k8s.io/apimachinery/pkg/api/resource"
)

const (
	// Port of Redis.
	Port = 6379
	// SentinelPort is the port of Sentinel.
	SentinelPort = 26379
	// PasswordKey is the default key of the password of Redis in the Secret.
	PasswordKey = "redis-password"
	// SentinelPasswordKey is the default key of the password of Sentinel in the Secret.
	SentinelPasswordKey = "sentinel-password"
)

// Quorum is the smallest majority of the sentinels.
func Quorum(replicas int32) int32 { return replicas/2 + 1 }

// Maxmemory is the maxmemory that suits a memory limit: three quarters of it,
// in whole mebibytes, and "0" (no limit) where there is no memory limit.
func Maxmemory(limit resource.Quantity) string {
	const mebibyte = 1 << 20
	megabytes := limit.Value() / mebibyte * 3 / 4
	if megabytes <= 0 {
		return "0"
	}
	return strconv.FormatInt(megabytes, 10) + "mb"
}

// Hosts lists the host names that the pods announce, in the order of their ordinals.
func Hosts(v Values) []string {
	hosts := make([]string, 0, max(v.Replicas, 0))
	for ordinal := range v.Replicas {
		hosts = append(hosts, fmt.Sprintf("%s-%d.%s", statefulSetName(v), ordinal, domain(v)))
	}
	return hosts
}

// SentinelHosts lists where a client finds a sentinel: the client Service, which
// leads to a ready one, and then the pods. A client that keeps to the sentinel
// it knows, such as JuiceFS, would with the pods alone ask one that is gone.
func SentinelHosts(v Values) []string {
	return append([]string{v.Name + "." + v.Namespace + ".svc." + v.ClusterDomain}, Hosts(v)...)
}

func statefulSetName(v Values) string { return v.Name + "-node" }

func headlessName(v Values) string { return v.Name + "-headless" }

// domain holds the names of the pods.
func domain(v Values) string {
	return headlessName(v) + "." + v.Namespace + ".svc." + v.ClusterDomain
}
