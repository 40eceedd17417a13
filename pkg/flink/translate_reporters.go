package flink

import (
	"maps"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// flinkReporters starts the class names of Flink's own reporters.
const flinkReporters = "org.apache.flink.metrics."

// reporterSetting splits metrics.reporter.<name>.<setting>.
func reporterSetting(key string) (reporter, setting string, is bool) {
	rest, is := strings.CutPrefix(key, reporterPrefix)
	if !is {
		return "", "", false
	}
	return strings.Cut(rest, ".")
}

// reporter translates a setting of a metrics reporter. Factories work in every
// known version; 1.17 gave the classes up (FLINK-24235).
func (t *translation) reporter(name, setting, value string) {
	key := reporterPrefix + name + "." + setting
	factory := reporterPrefix + name + factorySuffix
	switch {
	case setting == "class" && !t.to.AtLeast(V1_17):
		t.translated[key] = value
	case setting == "class" && t.given[factory] != "":
		// Flink reads the factory.
	case setting == "class" && strings.HasPrefix(value, flinkReporters):
		t.translated[factory] = value + "Factory"
	case setting == "class":
		t.lose(key, "Flink %s makes reporters by a factory: set %s to that of %s", t.to, factory, value)
	case setting == "interval" && bareNumber(value):
		t.translated[key] = value + " ms"
		t.note(key, "a number without a unit is milliseconds; write %s s if you mean seconds", value)
	default:
		t.translated[key] = value
	}
}

func bareNumber(value string) bool {
	_, err := strconv.ParseUint(strings.TrimSpace(value), 10, 63)
	return err == nil
}

// pushGateways translates where the Prometheus PushGateway is: one URL since
// 1.15 (FLINK-25697), before a host and a port, which 2.0 does not read.
func (t *translation) pushGateways() {
	for _, key := range slices.Sorted(maps.Keys(t.translated)) {
		name, setting, is := reporterSetting(key)
		isClass := setting == "class" || setting == "factory.class"
		if is && isClass && strings.HasPrefix(t.translated[key], pushGatewayReporter) {
			t.pushGateway(reporterPrefix + name + ".")
		}
	}
}

func (t *translation) pushGateway(prefix string) {
	host, port, hostURL := t.translated[prefix+"host"], t.translated[prefix+"port"], t.translated[prefix+"hostUrl"]
	switch {
	case t.to.AtLeast(V1_15) && host != "":
		delete(t.translated, prefix+"host")
		delete(t.translated, prefix+"port")
		if hostURL == "" {
			t.translated[prefix+"hostUrl"] = "http://" + joinHostPort(host, port)
		}
	case !t.to.AtLeast(V1_15) && hostURL != "":
		parsed, err := url.Parse(hostURL)
		if err != nil || parsed.Scheme != "http" || parsed.Port() == "" || strings.Trim(parsed.Path, "/") != "" {
			delete(t.translated, prefix+"hostUrl")
			t.lose(prefix+"hostUrl", "Flink %s knows a host and a port only, over http: set %shost and %sport", t.to, prefix, prefix)
			return
		}
		delete(t.translated, prefix+"hostUrl")
		t.translated[prefix+"host"], t.translated[prefix+"port"] = parsed.Hostname(), parsed.Port()
	}
}

func joinHostPort(host, port string) string {
	if port == "" {
		return host
	}
	return net.JoinHostPort(host, port)
}
