package job

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestConfigurationByVersion(t *testing.T) {
	common := map[string]string{
		"execution.checkpointing.interval": "1 min",
		"jobmanager.archive.fs.dir":        "file:///flink-data/history",
		"high-availability.storageDir":     "file:///flink-data/ha",
		"taskmanager.numberOfTaskSlots":    "2",
	}
	old := map[string]string{
		"state.checkpoints.dir":          "file:///flink-data/checkpoints/state-machine",
		"state.savepoints.dir":           "file:///flink-data/savepoints/state-machine",
		"state.checkpoints.num-retained": "3",
		"state.backend.incremental":      "true",
	}
	oldest := map[string]string{
		"high-availability": "org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory",
		"state.backend":     "rocksdb",
	}
	suffixed := map[string]string{
		"high-availability.type": "kubernetes",
		"state.backend.type":     "rocksdb",
	}
	newest := map[string]string{
		"execution.checkpointing.dir":           "file:///flink-data/checkpoints/state-machine",
		"execution.checkpointing.savepoint-dir": "file:///flink-data/savepoints/state-machine",
		"execution.checkpointing.num-retained":  "3",
		"execution.checkpointing.incremental":   "true",
	}
	for _, test := range []struct {
		name, flink, operator string
		want                  []map[string]string
	}{
		{"1.16", "v1_16", "1.15.0", []map[string]string{common, old, oldest}},
		{"1.17", "v1_17", "1.15.0", []map[string]string{common, old, suffixed}},
		{"1.19", "v1_19", "1.15.0", []map[string]string{common, old, suffixed}},
		{"1.20", "v1_20", "1.15.0", []map[string]string{common, newest, suffixed}},
		{"2.2", "v2_2", "1.15.0", []map[string]string{common, newest, suffixed}},
		{"1.20 with an operator that knows the names of 1.19", "v1_20", "1.10.0", []map[string]string{common, old, suffixed}},
		{"1.17 with an operator that knows the names of 1.16", "v1_17", "1.5.0", []map[string]string{common, old, oldest}},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := Defaults()
			v.FlinkVersion, v.OperatorVersion = test.flink, test.operator
			got, err := Configuration(v)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{}
			for _, part := range test.want {
				maps.Copy(want, part)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("configuration (-want +got):\n%s", diff)
			}
		})
	}
}

// What is written by hand wins under every name that Flink reads.
func TestConfigurationByHandWins(t *testing.T) {
	for written, derived := range map[string]string{
		"execution.checkpointing.dir":   "execution.checkpointing.dir",
		"state.checkpoints.dir":         "execution.checkpointing.dir",
		"state.backend":                 "state.backend.type",
		"state.backend.incremental":     "execution.checkpointing.incremental",
		"high-availability":             "high-availability.type",
		"taskmanager.numberOfTaskSlots": "taskmanager.numberOfTaskSlots",
	} {
		v := Defaults()
		v.FlinkConfiguration = map[string]string{written: "mine"}
		got, err := Configuration(v)
		if err != nil {
			t.Fatal(err)
		}
		if got[written] != "mine" {
			t.Errorf("%s became %q", written, got[written])
		}
		if value, both := got[derived]; both && written != derived {
			t.Errorf("%s is there beside %s: %q", derived, written, value)
		}
	}
}

func TestConfigurationIsStable(t *testing.T) {
	once := completed(t, nil)
	twice, err := Configuration(once)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(once.FlinkConfiguration, twice); diff != "" {
		t.Errorf("completing twice (-once +twice):\n%s", diff)
	}
}

func TestConfigurationOfSections(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*Values)
		want   map[string]string
	}{
		{"no high availability", func(v *Values) { v.HighAvailability.Type = "none" },
			map[string]string{"high-availability.type": "", "high-availability.storageDir": ""}},
		{"zookeeper", func(v *Values) {
			v.HighAvailability = HighAvailability{Type: "zookeeper", Quorum: "zk:2181", PathRoot: "/flink"}
		}, map[string]string{"high-availability.type": "zookeeper", "high-availability.zookeeper.quorum": "zk:2181", "high-availability.zookeeper.path.root": "/flink"}},
		{"restart strategy", func(v *Values) {
			v.RestartStrategy = RestartStrategy{Type: "fixed-delay", Options: map[string]string{"attempts": "10"}}
		}, map[string]string{"restart-strategy.type": "fixed-delay", "restart-strategy.fixed-delay.attempts": "10"}},
		{"a jar that Flink fetches", func(v *Values) { v.JarURI = "https://example.com/job.jar" },
			map[string]string{"user.artifacts.base-dir": "/tmp/flink-artifacts"}},
		{"a template of a role", func(v *Values) { v.TaskManager.PodTemplate = podTemplate(*v) },
			map[string]string{"kubernetes.operator.pod-template.merge-arrays-by-name": "true"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := completed(t, test.change).FlinkConfiguration
			for key, want := range test.want {
				if got[key] != want {
					t.Errorf("%s = %q, want %q", key, got[key], want)
				}
			}
		})
	}
}

func TestConfigurationNeedsVersions(t *testing.T) {
	for _, v := range []Values{{FlinkVersion: "latest"}, {FlinkVersion: "v2_2", OperatorVersion: "0.9"}} {
		if got, err := Configuration(v); err == nil {
			t.Errorf("no error for Flink %q, operator %q: %v", v.FlinkVersion, v.OperatorVersion, got)
		}
	}
}

func TestPushGateway(t *testing.T) {
	v := Defaults()
	v.Metrics.PushGateway = &PushGateway{HostURL: "http://pushgateway.monitoring:9091", GroupingKey: map[string]string{"team": "a"}}
	configuration, err := Configuration(v)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"metrics.reporter.promgateway.factory.class":       "org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporterFactory",
		"metrics.reporter.promgateway.hostUrl":             "http://pushgateway.monitoring:9091",
		"metrics.reporter.promgateway.jobName":             "state-machine",
		"metrics.reporter.promgateway.randomJobNameSuffix": "true",
		"metrics.reporter.promgateway.deleteOnShutdown":    "true",
		"metrics.reporter.promgateway.groupingKey":         "team=a",
		"metrics.reporter.promgateway.interval":            "60 s",
	} {
		if configuration[key] != want {
			t.Errorf("%s: %q, want %q", key, configuration[key], want)
		}
	}
	v.Metrics.PushGateway.Interval = "60"
	problems := Validate(v, nil)
	if len(problems) != 1 || problems[0].Field != "metrics.pushGateway" {
		t.Errorf("an interval without a unit: %v", problems)
	}
}
