package flink

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func gateway() PushGateway {
	return PushGateway{
		HostURL: "http://pushgateway.monitoring:9091", JobName: "orders", RandomJobNameSuffix: true, DeleteOnShutdown: true,
		GroupingKey: map[string]string{"namespace": "flink", "app": "orders"}, Interval: "60 SECONDS",
	}
}

func TestPushGateway(t *testing.T) {
	want := map[string]string{
		"metrics.reporter.promgateway.factory.class":       "org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporterFactory",
		"metrics.reporter.promgateway.hostUrl":             "http://pushgateway.monitoring:9091",
		"metrics.reporter.promgateway.jobName":             "orders",
		"metrics.reporter.promgateway.randomJobNameSuffix": "true",
		"metrics.reporter.promgateway.deleteOnShutdown":    "true",
		"metrics.reporter.promgateway.groupingKey":         "app=orders;namespace=flink",
		"metrics.reporter.promgateway.interval":            "60 SECONDS",
	}
	for _, version := range Versions() {
		got, err := gateway().Options(version)
		if err != nil {
			t.Fatalf("%v: %v", version, err)
		}
		if !version.AtLeast(V1_15) {
			if got["metrics.reporter.promgateway.host"] != "pushgateway.monitoring" || got["metrics.reporter.promgateway.port"] != "9091" {
				t.Errorf("%v: %v", version, got)
			}
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", version, diff)
		}
		for key := range got {
			if instead, gone := Removed(key, version); gone {
				t.Errorf("%v no longer reads %s: %s", version, key, instead)
			}
		}
	}
}

func TestPushGatewayRefuses(t *testing.T) {
	for _, test := range []struct {
		version Version
		change  func(*PushGateway)
		want    string
	}{
		{V2_0, func(g *PushGateway) { g.HostURL = "192.168.0.1:9091" }, "hostUrl"},
		{V2_0, func(g *PushGateway) { g.HostURL = "ftp://host" }, "hostUrl"},
		{V2_0, func(g *PushGateway) { g.HostURL = "" }, "hostUrl"},
		{V2_0, func(g *PushGateway) { g.HostURL = "ftp://me:secret@host" }, "leave the password out"},
		{V2_0, func(g *PushGateway) { g.HostURL = "https://me:secret@host" }, "leave the password out"},
		{Version{1, 14}, func(g *PushGateway) { g.HostURL = "https://host:9091" }, "Flink 1.14 needs http"},
		{Version{1, 14}, func(g *PushGateway) { g.HostURL = "http://host" }, "Flink 1.14 needs http"},
		{V2_0, func(g *PushGateway) { g.Interval = "60" }, `interval "60": a number without a unit is milliseconds: write 60 SECONDS`},
		{V2_0, func(g *PushGateway) { g.Interval = "" }, "interval"},
		{V2_0, func(g *PushGateway) { g.Interval = "10 ms" }, "at most once a second"},
		{V2_0, func(g *PushGateway) { g.JobName = "" }, "jobName"},
		{V2_0, func(g *PushGateway) { g.JobName = "a/b" }, "jobName"},
		{V2_0, func(g *PushGateway) { g.GroupingKey["a-b"] = "c" }, `groupingKey "a-b"`},
		{V2_0, func(g *PushGateway) { g.GroupingKey["job"] = "c" }, `groupingKey "job"`},
		{V2_0, func(g *PushGateway) { g.GroupingKey["a"] = "b;c" }, "groupingKey a"},
		{V2_0, func(g *PushGateway) { g.GroupingKey["a"] = "" }, "groupingKey a"},
	} {
		g := gateway()
		test.change(&g)
		got, err := g.Options(test.version)
		if err == nil || got != nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("want %q, got %v, %v", test.want, got, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the password is in the error: %v", err)
		}
	}
	_, err := PushGateway{}.Options(V2_0)
	if err == nil || len(strings.Split(err.Error(), "\n")) != 3 {
		t.Errorf("want all three mistakes, got %v", err)
	}
}

func TestScrapedReporter(t *testing.T) {
	for _, test := range []struct {
		configuration map[string]string
		name          string
		port          int32
		found         bool
	}{
		{nil, "", 0, false},
		{PrometheusReporter(9250), "prom", 9250, true},
		{map[string]string{"metrics.reporter.p.factory.class": "org.apache.flink.metrics.prometheus.PrometheusReporterFactory"}, "p", 9249, true},
		{map[string]string{"metrics.reporter.p.class": "org.apache.flink.metrics.prometheus.PrometheusReporter", "metrics.reporter.p.port": "9250-9260"}, "p", 9250, true},
		{map[string]string{"metrics.reporter.p.factory.class": "org.apache.flink.metrics.slf4j.Slf4jReporterFactory"}, "", 0, false},
		{map[string]string{"metrics.reporter.p.port": "9249"}, "", 0, false},
		{map[string]string{"metrics.reporter.p.class": "org.apache.flink.metrics.prometheus.PrometheusReporter", "metrics.reporter.p.port": "many"}, "p", 0, true},
	} {
		name, port, found := ScrapedReporter(test.configuration)
		if name != test.name || port != test.port || found != test.found {
			t.Errorf("%v: %q, %d, %t", test.configuration, name, port, found)
		}
	}
}

func TestStarts(t *testing.T) {
	for list, want := range map[string]bool{"": true, "prom": true, "slf4j, prom": true, "slf4j;prom": true, "slf4j": false, "prometheus": false} {
		if got := Starts(map[string]string{"metrics.reporters": list}, "prom"); got != want {
			t.Errorf("%q: %t", list, got)
		}
	}
}
