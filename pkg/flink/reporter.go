package flink

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// PrometheusPort is where Flink's reporter for Prometheus listens by default.
const PrometheusPort = 9249

const (
	reporterPrefix                 = "metrics.reporter."
	factorySuffix                  = ".factory.class"
	prometheusReporter             = "org.apache.flink.metrics.prometheus.PrometheusReporter"
	pushGatewayReporter            = "org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporter"
	prometheusReporterName         = "prom"
	pushGatewayReporterName        = "promgateway"
	reporters               Option = "metrics.reporters"
)

// PrometheusReporter gives the options of a reporter that Prometheus scrapes on
// a port. The keys are the same in every version since 1.13; the images hold
// the reporter as a plugin, which only factory.class finds. The name is that
// of Flink's documentation.
func PrometheusReporter(port int32) map[string]string {
	return map[string]string{
		reporterPrefix + prometheusReporterName + factorySuffix: prometheusReporter + "Factory",
		reporterPrefix + prometheusReporterName + ".port":       strconv.Itoa(int(port)),
	}
}

// ScrapedReporter finds the reporter for Prometheus in a configuration: its
// name and its port, which is 0 where it is no number. Of a range Flink takes
// the first port that is free, in a pod of its own the first.
func ScrapedReporter(configuration map[string]string) (name string, port int32, found bool) {
	for _, key := range slices.Sorted(maps.Keys(configuration)) {
		rest, isReporter := strings.CutPrefix(key, reporterPrefix)
		name, isClass := strings.CutSuffix(rest, ".class")
		value := strings.TrimSpace(configuration[key])
		if !isReporter || !isClass || value != prometheusReporter && value != prometheusReporter+"Factory" {
			continue
		}
		name = strings.TrimSuffix(name, ".factory")
		text, written := configuration[reporterPrefix+name+".port"]
		if !written {
			return name, PrometheusPort, true
		}
		first, _, _ := strings.Cut(text, "-")
		number, err := strconv.ParseInt(strings.TrimSpace(first), 10, 32)
		if err != nil {
			return name, 0, true
		}
		return name, int32(number), true
	}
	return "", 0, false
}

// Starts says whether Flink starts a reporter of that name: metrics.reporters,
// where it is written, lists those that start.
func Starts(configuration map[string]string, reporter string) bool {
	list := reporters.Value(configuration)
	names := strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ';' || r == ' ' })
	return list == "" || slices.Contains(names, reporter)
}
