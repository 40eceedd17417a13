package flink

import (
	"fmt"
	"strconv"
	"strings"
)

// kubernetesHighAvailability is what versions before 1.17 call kubernetes.
const kubernetesHighAvailability = "org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory"

// KubernetesHighAvailability is the value of HighAvailabilityType for leader
// election in ConfigMaps, as a version of Flink understands it.
func KubernetesHighAvailability(version Version) string {
	if version.AtLeast(V1_17) {
		return "kubernetes"
	}
	return kubernetesHighAvailability
}

// translateValue spells a value as the target version does. The cure is empty
// unless people must look at it.
func translateValue(definition Definition, key, value string, from, to Version) (translated, cure string) {
	switch {
	case definition.Option == HighAvailabilityType:
		return highAvailabilityValue(value, to), ""
	case definition.Option == StateBackendType:
		return stateBackendValue(value, to), ""
	case definition.Option == LoadBalanceMode:
		return loadBalanceValue(key, value, definition.keyIn(to))
	case strings.HasSuffix(key, ".heap.mb"):
		return value + "m", ""
	case definition.NumberBefore != Version{}:
		return durationValue(value, from, to, definition.NumberBefore)
	}
	return value, ""
}

func highAvailabilityValue(value string, to Version) string {
	if value == kubernetesHighAvailability || strings.EqualFold(value, "kubernetes") && !to.AtLeast(V1_17) {
		return KubernetesHighAvailability(to)
	}
	return value
}

// stateBackendValue replaces the names of before 1.13, which 2.0 does not read.
// Both kept the state on the heap, as hashmap does.
func stateBackendValue(value string, to Version) string {
	if to.AtLeast(V2_0) && (value == "filesystem" || value == "jobmanager") {
		return "hashmap"
	}
	return value
}

// loadBalanceValue translates between a switch and a mode (FLINK-33448).
func loadBalanceValue(key, value, current string) (translated, cure string) {
	switch {
	case (key == evenlySpread) == (current == evenlySpread):
		return value, ""
	case current == evenlySpread && strings.EqualFold(value, "SLOTS"), current != evenlySpread && strings.EqualFold(value, "false"):
		return map[bool]string{true: "true", false: "NONE"}[current == evenlySpread], ""
	case current == evenlySpread:
		if !strings.EqualFold(value, "NONE") {
			cure = fmt.Sprintf("%s knows no mode %s: slots are not spread", evenlySpread, value)
		}
		return "false", cure
	}
	return "SLOTS", ""
}

// durationValue translates between a number of milliseconds and a duration.
func durationValue(value string, from, to, since Version) (translated, cure string) {
	_, err := strconv.ParseInt(value, 10, 64)
	isNumber := err == nil
	switch {
	case to.AtLeast(since) && isNumber && !from.AtLeast(since):
		return value + " ms", ""
	case to.AtLeast(since) || isNumber:
		return value, ""
	}
	duration, err := ParseDuration(value)
	if err != nil {
		return value, err.Error()
	}
	return strconv.FormatInt(duration.Milliseconds(), 10), ""
}
