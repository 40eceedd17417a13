package job

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// options checks the completed configuration key by key, in the order of the keys.
func (c *checker) options() {
	at := c.at.Child("flinkConfiguration")
	for _, key := range slices.Sorted(maps.Keys(c.configuration)) {
		if cure, taken := operatorKeys(key); taken && c.values.DeploymentMode != "standalone" {
			c.forbidden(at.Key(key), cure)
		}
		if instead, gone := flink.Removed(key, c.version); gone {
			c.invalid(at.Key(key), c.configuration[key], fmt.Sprintf("Flink %s no longer reads it: use %s", c.version, instead))
		}
		if prefix, overlaps := c.overlap(key); overlaps {
			c.invalid(at.Key(prefix), c.configuration[prefix], fmt.Sprintf("config.yaml of Flink %s is a tree, in which %s cannot be a value beside %s: use the newer name %s", c.version, prefix, key, newerName(prefix)))
		}
	}
	if c.on(flink.HealthCheckEnabled) && strings.EqualFold(flink.DeploymentRecovery.Value(c.configuration), "false") {
		c.invalid(at.Key(string(flink.DeploymentRecovery)), "false", "the health check restarts clusters through it: remove this, or turn "+string(flink.HealthCheckEnabled)+" off")
	}
	for _, file := range slices.Sorted(maps.Keys(c.values.LogConfiguration)) {
		c.oneOf(c.at.Child("logConfiguration").Key(file), file, "log4j-console.properties", "logback-console.xml")
	}
}

// operatorKeys are the keys that the operator sets and lets nobody else set.
func operatorKeys(key string) (cure string, taken bool) {
	switch flink.Option(key) {
	case flink.KubernetesNamespace:
		return "the operator sets it: remove it, and set the namespace of the job", true
	case flink.KubernetesCluster, flink.HighAvailabilityCluster:
		return "the operator sets it to the name of the job: remove it", true
	}
	return "", false
}

// overlap finds a shorter key that is a dotted prefix of this one; from Flink
// 2.0 on both cannot stand in one file (FLINK-37405).
func (c *checker) overlap(key string) (prefix string, found bool) {
	if !c.version.AtLeast(flink.V2_0) {
		return "", false
	}
	for i := range len(key) {
		if key[i] != '.' {
			continue
		}
		if _, found := c.configuration[key[:i]]; found {
			return key[:i], true
		}
	}
	return "", false
}

// newerName of a key that had to give way to longer ones.
func newerName(key string) string {
	for _, option := range []flink.Option{flink.HighAvailabilityType, flink.StateBackendType, flink.RestartStrategyType} {
		if slices.Contains(option.Keys(), key) {
			return string(option)
		}
	}
	return "of one of them"
}
