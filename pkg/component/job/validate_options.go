package job

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

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
			cure := "use " + instead
			if instead == "" {
				cure = "remove it"
			}
			c.invalid(at.Key(key), c.configuration[key], fmt.Sprintf("Flink %s no longer reads it: %s", c.version, cure))
		}
	}
	c.overlaps(at)
	if c.on(flink.HealthCheckEnabled) && strings.EqualFold(flink.DeploymentRecovery.Value(c.configuration), "false") {
		c.invalid(at.Key(string(flink.DeploymentRecovery)), "false", "the health check restarts clusters through it: remove this, or turn "+string(flink.HealthCheckEnabled)+" off")
	}
	for _, file := range slices.Sorted(maps.Keys(c.values.LogConfiguration)) {
		c.oneOf(c.at.Child("logConfiguration").Key(file), file, "log4j-console.properties", "logback-console.xml")
	}
}

// operatorKeys are the keys that the operator, or the script of a native job,
// sets and nobody else.
func operatorKeys(key string) (cure string, taken bool) {
	switch flink.Option(key) {
	case flink.KubernetesNamespace:
		return "it follows from the job: remove it, and set the namespace of the job", true
	case flink.KubernetesCluster, flink.HighAvailabilityCluster:
		return "it is the name of the job: remove it", true
	}
	return "", false
}

// overlaps refuses keys that cannot stand in one file from Flink 2.0 on.
func (c *checker) overlaps(at *field.Path) {
	if !c.version.AtLeast(flink.V2_0) {
		return
	}
	for _, overlap := range flink.Overlaps(c.configuration) {
		newer := "of one of them"
		if definition, found := flink.Find(overlap.Prefix); found {
			newer = string(definition.Option)
		}
		c.invalid(at.Key(overlap.Prefix), c.configuration[overlap.Prefix], fmt.Sprintf("config.yaml of Flink %s is a tree, in which %s cannot be a value beside %s: use the newer name %s", c.version, overlap.Prefix, overlap.Key, newer))
	}
}
