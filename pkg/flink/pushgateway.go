package flink

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// PushGateway says how Flink pushes its metrics to a Prometheus Pushgateway,
// for clusters that Prometheus cannot scrape.
//
// Each push replaces the whole group, which the job name and the grouping key
// make. The processes of a cluster share one configuration, so with more than
// one of them RandomJobNameSuffix must be true, or they overwrite each other.
// The groups of processes that were killed then stay until somebody deletes
// them: the alerts of scraped metrics do not fit them.
type PushGateway struct {
	// HostURL is where the Pushgateway listens: scheme, host and port.
	HostURL string
	// JobName of the groups.
	JobName string
	// RandomJobNameSuffix gives each process a group of its own.
	RandomJobNameSuffix bool
	// DeleteOnShutdown removes the group when its process ends in order.
	DeleteOnShutdown bool
	// GroupingKey are labels of the groups.
	GroupingKey map[string]string
	// Interval between pushes, as ParseDuration reads it, with a unit.
	Interval string
}

// labelName is what Prometheus accepts as the name of a label.
var labelName = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]*$`)

// Options gives the options of the reporter in a version of Flink, or all that
// is wrong with it. Versions before 1.15 know host and port instead of
// hostUrl, and no https (FLINK-25697). The class without a factory, which
// Flink refuses from 1.17 on, is never written.
func (g PushGateway) Options(version Version) (map[string]string, error) {
	var failed []error
	address, err := g.address(version)
	failed = append(failed, err, g.checkInterval())
	if g.JobName == "" || strings.ContainsAny(g.JobName, "/ \t\r\n") {
		failed = append(failed, fmt.Errorf("jobName %q: write a name without spaces and slashes, such as flink", g.JobName))
	}
	var labels []string
	for _, name := range slices.Sorted(maps.Keys(g.GroupingKey)) {
		value := g.GroupingKey[name]
		switch {
		case name == "job" || !labelName.MatchString(name):
			failed = append(failed, fmt.Errorf("groupingKey %q: write the name of a label other than job, of letters, digits and _", name))
		case strings.TrimSpace(value) == "" || strings.ContainsAny(value, ";\r\n"):
			failed = append(failed, fmt.Errorf("groupingKey %s: the value %q is empty or holds a ';', at which Flink splits the key", name, value))
		}
		labels = append(labels, name+"="+value)
	}
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	options := map[string]string{
		factorySuffix:          pushGatewayReporter + "Factory",
		".jobName":             g.JobName,
		".randomJobNameSuffix": strconv.FormatBool(g.RandomJobNameSuffix),
		".deleteOnShutdown":    strconv.FormatBool(g.DeleteOnShutdown),
		".interval":            g.Interval,
	}
	maps.Copy(options, address)
	if len(labels) > 0 {
		options[".groupingKey"] = strings.Join(labels, ";")
	}
	named := make(map[string]string, len(options))
	for suffix, value := range options {
		named[reporterPrefix+pushGatewayReporterName+suffix] = value
	}
	return named, nil
}

// address gives the options that say where the Pushgateway is.
func (g PushGateway) address(version Version) (map[string]string, error) {
	if strings.Contains(g.HostURL, "@") {
		return nil, errors.New("hostUrl: leave the password out; a Flink configuration is no place for one")
	}
	parsed, err := url.Parse(g.HostURL)
	if err != nil || parsed.Scheme != "http" && parsed.Scheme != "https" || parsed.Hostname() == "" {
		return nil, fmt.Errorf("hostUrl %q: write a URL such as http://pushgateway.monitoring:9091", g.HostURL)
	}
	if version.AtLeast(V1_15) {
		return map[string]string{".hostUrl": g.HostURL}, nil
	}
	if parsed.Scheme != "http" || parsed.Port() == "" || parsed.Path != "" {
		return nil, fmt.Errorf("hostUrl %q: Flink %s needs http, a host and a port, and no path", g.HostURL, version)
	}
	return map[string]string{".host": parsed.Hostname(), ".port": parsed.Port()}, nil
}

// checkInterval refuses a bare number: it means milliseconds, which nobody
// wants who writes 60.
func (g PushGateway) checkInterval() error {
	interval, err := ParseDuration(g.Interval)
	switch {
	case err != nil:
		return fmt.Errorf("interval: %w", err)
	case strings.TrimSpace(g.Interval) == strconv.FormatInt(interval.Milliseconds(), 10):
		return fmt.Errorf("interval %q: a number without a unit is milliseconds: write %s SECONDS", g.Interval, strings.TrimSpace(g.Interval))
	case interval < time.Second:
		return fmt.Errorf("interval %q: push at most once a second", g.Interval)
	}
	return nil
}
