package operator

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Options gives the configuration of the operator: what follows from its
// values, and over that the options that the user sets.
func Options(v Values) (map[string]string, error) {
	facts, err := ForVersion(v.Version)
	if err != nil {
		return nil, err
	}
	options := map[string]string{
		"kubernetes.operator.reconcile.interval":               "15 s",
		"kubernetes.operator.observer.progress-check.interval": "5 s",
		"kubernetes.operator.health.probe.enabled":             "true",
		"kubernetes.operator.health.probe.port":                strconv.Itoa(int(v.HealthPort)),
	}
	maps.Copy(options, javaOptions(facts))
	if len(v.WatchNamespaces) > 0 {
		options["kubernetes.operator.watched.namespaces"] = strings.Join(v.WatchNamespaces, ",")
	}
	if v.electsLeader() {
		options["kubernetes.operator.leader-election.enabled"] = "true"
		options["kubernetes.operator.leader-election.lease-name"] = v.LeaderElection.LeaseName
	}
	if v.Metrics.Enabled {
		options["kubernetes.operator.metrics.reporter.prom.factory.class"] = "org.apache.flink.metrics.prometheus.PrometheusReporterFactory"
		options["kubernetes.operator.metrics.reporter.prom.port"] = strconv.Itoa(int(v.Metrics.Port))
	}
	switch {
	case v.ManageIngress == nil:
	case facts.ManageIngress:
		options["kubernetes.operator.ingress.manage"] = strconv.FormatBool(*v.ManageIngress)
	case !*v.ManageIngress:
		return nil, fmt.Errorf("manageIngress: operator %s always manages Ingresses; use 1.13.0 or newer", facts.Version)
	}
	var failed []error
	for _, key := range slices.Sorted(maps.Keys(v.DefaultConfiguration)) {
		if knob, owned := knobs[key]; owned && options[key] != v.DefaultConfiguration[key] {
			failed = append(failed, fmt.Errorf("defaultConfiguration: set %s instead of %q, because other objects depend on it", knob, key))
		}
	}
	maps.Copy(options, v.DefaultConfiguration)
	return options, errors.Join(failed...)
}

// knobs are the values behind options that roles, ports or the version depend
// on, so that the option alone would contradict them.
var knobs = map[string]string{
	"kubernetes.operator.watched.namespaces":         "watchNamespaces",
	"kubernetes.operator.leader-election.enabled":    "leaderElection.enabled",
	"kubernetes.operator.leader-election.lease-name": "leaderElection.leaseName",
	"kubernetes.operator.health.probe.enabled":       "healthPort",
	"kubernetes.operator.health.probe.port":          "healthPort",
	"kubernetes.operator.ingress.manage":             "manageIngress",
}

func (v Values) electsLeader() bool { return v.LeaderElection.Enabled || v.Replicas > 1 }
