package operator

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// read parses lines as Flink's own reader of flink-conf.yaml does: a line is
// cut at '#', then at the first ": ", and both sides are trimmed.
func read(t *testing.T, text string) map[string]string {
	t.Helper()
	options := map[string]string{}
	for line := range strings.Lines(text) {
		content, _, _ := strings.Cut(line, "#")
		if strings.TrimSpace(content) == "" {
			continue
		}
		key, value, found := strings.Cut(strings.TrimSpace(content), ": ")
		if _, twice := options[key]; twice || !found {
			t.Fatalf("line %q is unreadable or repeats a key", line)
		}
		options[strings.TrimSpace(key)] = strings.TrimSpace(value)
	}
	return options
}

func TestConfigurationIsWhatTheMapSays(t *testing.T) {
	for _, version := range []string{"1.5.0", "1.8.0", "1.10.0", "1.15.0"} {
		v := completed(t, func(v *Values) {
			v.Version = version
			v.Replicas = 2
			v.Metrics.Enabled = true
			v.DefaultConfiguration = map[string]string{
				"kubernetes.operator.reconcile.interval":        "1 min",
				"kubernetes.operator.exception.label.mapper":    "Job has already been submitted:duplicatedJobFound",
				"kubernetes.operator.namespace.flink.some.path": "s3://bucket/a=b",
			}
		})
		want, err := Options(v)
		if err != nil {
			t.Fatal(err)
		}
		text := configMap(v).Data["flink-conf.yaml"]
		if got := read(t, text); !maps.Equal(got, want) {
			t.Errorf("%s: the file says %v, want %v", version, got, want)
		}
		if want["kubernetes.operator.reconcile.interval"] != "1 min" {
			t.Errorf("%s: the user's option lost", version)
		}
		if !strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\n\n") {
			t.Errorf("%s: the file does not end in one newline", version)
		}
	}
}

func TestRenderConfigurationRefusesWhatItCannotHold(t *testing.T) {
	for key, value := range map[string]string{
		"comment": "a#b", "empty": "", "lines": "a\nb", "trailing": "a ", "a b": "c", "a:": "c", "": "c", "a#b": "c",
	} {
		if text, err := flink.RenderConfiguration(map[string]string{key: value}, flinkConf); err == nil {
			t.Errorf("%q: %q gives %q and no error", key, value, text)
		}
	}
	got, err := flink.RenderConfiguration(map[string]string{"b": "2", "a": "k: v"}, flinkConf)
	if err != nil || got != "a: k: v\nb: 2\n" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestOptionsFollowTheValues(t *testing.T) {
	const (
		leader  = "kubernetes.operator.leader-election.enabled"
		lease   = "kubernetes.operator.leader-election.lease-name"
		watched = "kubernetes.operator.watched.namespaces"
		ingress = "kubernetes.operator.ingress.manage"
		health  = "kubernetes.operator.health.probe.port"
		metrics = "kubernetes.operator.metrics.reporter.prom.port"
	)
	for name, test := range map[string]struct {
		set    func(*Values)
		want   map[string]string
		absent []string
	}{
		"plain": {func(v *Values) { v.WatchNamespaces = nil }, map[string]string{health: "8085"}, []string{leader, lease, watched, ingress, metrics}},
		"full": {func(v *Values) {
			v.WatchNamespaces = []string{"a", "b"}
			v.Replicas = 2
			v.HealthPort = 8086
			v.Metrics.Enabled = true
			v.ManageIngress = new(false)
		}, map[string]string{leader: "true", lease: "flink-operator-lease", watched: "a,b", health: "8086", metrics: "9999", ingress: "false"}, nil},
		"one replica with leader election":       {func(v *Values) { v.LeaderElection.Enabled = true }, map[string]string{leader: "true"}, nil},
		"an old operator that manages ingresses": {func(v *Values) { v.Version = "1.12.1"; v.ManageIngress = new(true) }, nil, []string{ingress}},
	} {
		t.Run(name, func(t *testing.T) {
			v := Knobs()
			test.set(&v)
			options, err := Options(v)
			if err != nil {
				t.Fatal(err)
			}
			for key, want := range test.want {
				if options[key] != want {
					t.Errorf("%s is %q, want %q", key, options[key], want)
				}
			}
			for _, key := range test.absent {
				if value, found := options[key]; found {
					t.Errorf("%s is %q, want none", key, value)
				}
			}
		})
	}
}

func TestJavaOptionsByVersion(t *testing.T) {
	for version, want := range map[string][]string{
		"1.5.0":  nil,
		"1.6.1":  {"v1_18.env.java.opts.all"},
		"1.7.0":  {"v1_18.env.java.opts.all", "v1_19.env.java.default-opts.all"},
		"1.10.0": {"v1_18.env.java.opts.all", "v1_19.env.java.default-opts.all", "v1_20.env.java.default-opts.all"},
		"1.11.0": {"v1_18.env.java.opts.all", "v1_19+.env.java.default-opts.all"},
		"1.15.0": {"v1_18.env.java.opts.all", "v1_19+.env.java.default-opts.all"},
	} {
		options, err := Options(completed(t, func(v *Values) { v.Version = version }))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, key := range slices.Sorted(maps.Keys(options)) {
			if name, found := strings.CutPrefix(key, "kubernetes.operator.default-configuration.flink-version."); found {
				got = append(got, name)
				if !strings.Contains(options[key], "--add-opens=java.base/java.util=ALL-UNNAMED") {
					t.Errorf("%s: %s opens too little", version, key)
				}
			}
		}
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: Java options for %v, want %v", version, got, want)
		}
	}
}

// config.yaml is YAML: a value that YAML would read otherwise is quoted.
func TestConfigYAML(t *testing.T) {
	got, err := flink.RenderConfiguration(map[string]string{"a": "k: v # no comment", "b": "2"}, configYAML)
	if want := "a: \"k: v # no comment\"\nb: \"2\"\n"; err != nil || got != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
	v := Knobs()
	v.ConfigFile = configYAML
	if err := Complete(&v); err != nil || !strings.Contains(v.Configuration, `kubernetes.operator.health.probe.port: "8085"`) {
		t.Errorf("operator %s with config.yaml: %v\n%s", v.Version, err, v.Configuration)
	}
	old := Knobs()
	old.Version, old.ConfigFile = "1.11.0", configYAML
	if err := Complete(&old); err == nil {
		t.Error("operator 1.11.0 took config.yaml")
	}
}
