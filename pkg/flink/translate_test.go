package flink

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	v1_13 = Version{1, 13}
	v1_16 = Version{1, 16}
)

func TestTranslate(t *testing.T) {
	type conf = map[string]string
	const promGateway = pushGatewayReporter
	for _, test := range []struct {
		name        string
		from, to    Version
		given, want conf
		notes       []string
	}{
		{"up to 2.2", V1_15, V2_2,
			conf{
				"high-availability": kubernetesHighAvailability, "high-availability.storageDir": "s3://b/ha",
				"state.backend": "rocksdb", "state.backend.incremental": "true", "state.checkpoints.dir": "s3://b/c", "state.savepoints.dir": "s3://b/s",
				"restart-strategy": "fixed-delay", "restart-strategy.fixed-delay.attempts": "10",
				"kubernetes.jobmanager.cpu": "1", "env.java.opts": "-Dx=y", "akka.ask.timeout": "30 s", "taskmanager.memory.network.max": "1g",
			},
			conf{
				"high-availability.type": "kubernetes", "high-availability.storageDir": "s3://b/ha",
				"state.backend.type": "rocksdb", "execution.checkpointing.incremental": "true", "execution.checkpointing.dir": "s3://b/c", "execution.checkpointing.savepoint-dir": "s3://b/s",
				"restart-strategy.type": "fixed-delay", "restart-strategy.fixed-delay.attempts": "10",
				"kubernetes.jobmanager.cpu.amount": "1", "env.java.opts.all": "-Dx=y", "pekko.ask.timeout": "30 s", "taskmanager.memory.network.max": "1g",
			}, nil},
		{"down to 1.16", V2_2, v1_16,
			conf{
				"high-availability.type": "KUBERNETES", "state.backend.type": "rocksdb", "execution.checkpointing.dir": "s3://b/c", "restart-strategy.type": "none",
				"kubernetes.container.image.ref": "flink:1", "pekko.ask.timeout": "30 s", "execution.checkpointing.unaligned.enabled": "true", "taskmanager.memory.network.max": "1g",
			},
			conf{
				"high-availability": kubernetesHighAvailability, "state.backend": "rocksdb", "state.checkpoints.dir": "s3://b/c", "restart-strategy": "none",
				"kubernetes.container.image": "flink:1", "akka.ask.timeout": "30 s", "execution.checkpointing.unaligned": "true", "taskmanager.memory.network.max": "1g",
			}, nil},
		{"the oldest keys", v1_13, v1_13,
			conf{"recovery.mode": "zookeeper", "recovery.zookeeper.quorum": "a:2181", "state.backend.fs.checkpointdir": "s3://b/c"},
			conf{"high-availability": "zookeeper", "high-availability.zookeeper.quorum": "a:2181", "state.checkpoints.dir": "s3://b/c"}, nil},
		{"the newest key wins", V1_20, V2_0,
			conf{"state.checkpoints.dir": "s3://old", "execution.checkpointing.dir": "s3://new", "state.savepoints.dir": "s3://same", "execution.checkpointing.savepoint-dir": "s3://same"},
			conf{"execution.checkpointing.dir": "s3://new", "execution.checkpointing.savepoint-dir": "s3://same"},
			[]string{"lost state.checkpoints.dir: execution.checkpointing.dir is set too"}},
		{"sizes of old", V1_20, V2_0,
			conf{"jobmanager.heap.mb": "1600", "taskmanager.heap.size": "1728m", "taskmanager.network.memory.min": "64m", "taskmanager.memory.size": "1g"},
			conf{"jobmanager.memory.process.size": "1600m", "taskmanager.memory.process.size": "1728m", "taskmanager.memory.network.min": "64m", "taskmanager.memory.managed.size": "1g"}, nil},
		{"removed without successor", V1_20, V2_0,
			conf{"state.backend.async": "true", "security.ssl.enabled": "true", "taskmanager.network.netty.num-arenas": "3", "my.own": "stays"},
			conf{"my.own": "stays"},
			[]string{
				"lost security.ssl.enabled: Flink 2.0 no longer reads it; see security.ssl.internal.enabled and security.ssl.rest.enabled",
				"lost state.backend.async: Flink 2.0 no longer reads it, and nothing takes its place", "lost taskmanager.network.netty.num-arenas: ",
			}},
		{"not known yet", V2_0, V1_19,
			conf{"execution.checkpointing.file-merging.enabled": "true", "execution.checkpointing.local-backup.enabled": "true"}, conf{},
			[]string{"lost execution.checkpointing.file-merging.enabled: Flink 1.19 does not know it: it came with 1.20", "lost execution.checkpointing.local-backup.enabled: "}},
		{"local recovery", V1_19, V2_0, conf{"state.backend.local-recovery": "true"}, conf{"execution.state-recovery.from-local": "true"}, nil},
		{"state backends of old", v1_13, V2_0,
			conf{"state.backend": "jobmanager", "restart-strategy": "none", "taskmanager.memory.network.max": "1g"},
			conf{"state.backend.type": "hashmap", "execution.checkpointing.storage": "jobmanager", "restart-strategy.type": "none", "taskmanager.memory.network.max": "1g"}, nil},
		{"a state backend with files", V1_20, V2_0, conf{"state.backend": "filesystem"}, conf{"state.backend.type": "hashmap"}, nil},
		{"slots spread", V1_20, V2_0, conf{"cluster.evenly-spread-out-slots": "true"}, conf{"taskmanager.load-balance.mode": "SLOTS"}, nil},
		{"slots not spread", V1_20, V2_0, conf{"cluster.evenly-spread-out-slots": "false"}, conf{"taskmanager.load-balance.mode": "NONE"}, nil},
		{"slots spread, down", V1_19, V1_18, conf{"taskmanager.load-balance.mode": "SLOTS", "restart-strategy.type": "none"}, conf{"cluster.evenly-spread-out-slots": "true", "restart-strategy.type": "none"}, nil},
		{"tasks spread, down", V1_20, V1_18, conf{"taskmanager.load-balance.mode": "TASKS", "restart-strategy.type": "none"}, conf{"cluster.evenly-spread-out-slots": "false", "restart-strategy.type": "none"},
			[]string{"taskmanager.load-balance.mode: cluster.evenly-spread-out-slots knows no mode TASKS"}},
		{"milliseconds up", V1_19, V1_20, conf{"heartbeat.timeout": "50000"}, conf{"heartbeat.timeout": "50000 ms"}, nil},
		{"milliseconds down", V1_20, V1_19, conf{"heartbeat.timeout": "50 s", "web.timeout": "1min", "slot.idle.timeout": "7"}, conf{"heartbeat.timeout": "50000", "web.timeout": "60000", "slot.idle.timeout": "7"}, nil},
		{"no duration", V1_20, V1_19, conf{"heartbeat.timeout": "soon"}, conf{"heartbeat.timeout": "soon"}, []string{`heartbeat.timeout: duration "soon"`}},
		{"a reporter by class", v1_16, V1_17,
			conf{"metrics.reporter.prom.class": "org.apache.flink.metrics.prometheus.PrometheusReporter", "metrics.reporter.prom.port": "9249", "metrics.reporter.own.class": "com.example.Own", "taskmanager.memory.network.max": "1g"},
			conf{"metrics.reporter.prom.factory.class": "org.apache.flink.metrics.prometheus.PrometheusReporterFactory", "metrics.reporter.prom.port": "9249", "taskmanager.memory.network.max": "1g"},
			[]string{"lost metrics.reporter.own.class: Flink 1.17 makes reporters by a factory"}},
		{"a reporter with both", v1_16, v1_16, conf{"metrics.reporter.prom.class": "a.B"}, conf{"metrics.reporter.prom.class": "a.B"}, nil},
		{"a PushGateway", V1_14, V2_0,
			conf{"metrics.reporter.p.class": promGateway, "metrics.reporter.p.host": "push", "metrics.reporter.p.port": "9091", "metrics.reporter.p.interval": "60", "restart-strategy": "none", "taskmanager.memory.network.max": "1g"},
			conf{"metrics.reporter.p.factory.class": promGateway + "Factory", "metrics.reporter.p.hostUrl": "http://push:9091", "metrics.reporter.p.interval": "60 ms", "restart-strategy.type": "none", "taskmanager.memory.network.max": "1g"},
			[]string{"metrics.reporter.p.interval: a number without a unit is milliseconds; write 60 s if"}},
		{"a PushGateway, down", V1_15, V1_14,
			conf{"metrics.reporter.p.factory.class": promGateway + "Factory", "metrics.reporter.p.hostUrl": "http://push:9091/"},
			conf{"metrics.reporter.p.factory.class": promGateway + "Factory", "metrics.reporter.p.host": "push", "metrics.reporter.p.port": "9091"}, nil},
		{"a PushGateway with TLS, down", V1_15, V1_14,
			conf{"metrics.reporter.p.factory.class": promGateway + "Factory", "metrics.reporter.p.hostUrl": "https://push:9091"},
			conf{"metrics.reporter.p.factory.class": promGateway + "Factory"}, []string{"lost metrics.reporter.p.hostUrl: "}},
		{"the host of another reporter", V1_14, V1_15,
			conf{"metrics.reporter.g.factory.class": "org.apache.flink.metrics.graphite.GraphiteReporterFactory", "metrics.reporter.g.host": "h", "metrics.reporter.g.port": "1"},
			conf{"metrics.reporter.g.factory.class": "org.apache.flink.metrics.graphite.GraphiteReporterFactory", "metrics.reporter.g.host": "h", "metrics.reporter.g.port": "1"}, nil},
		{"changed defaults", v1_16, V1_19, conf{}, conf{},
			[]string{"restart-strategy.type: it is not set, and its default is exponential-delay (with checkpoints) instead of fixed-delay", "taskmanager.memory.network.max: it is not set, and its default is no limit instead of 1g"}},
		{"changed defaults, down", V1_17, v1_16, conf{}, conf{}, []string{"taskmanager.memory.network.max: it is not set, and its default is 1g instead of no limit"}},
		{"what cannot stand together", V1_20, V2_0, conf{"a": "1", "a.b": "2"}, conf{"a": "1", "a.b": "2"}, []string{"a: it cannot have a value beside a.b"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := maps.Clone(test.given)
			got, notes := Translate(test.given, test.from, test.to)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if !maps.Equal(before, test.given) {
				t.Error("the configuration given was changed")
			}
			if len(notes) != len(test.notes) {
				t.Fatalf("notes %v, want %q", notes, test.notes)
			}
			for i, note := range notes {
				text := note.String()
				if note.Lost {
					text = "lost " + text
				}
				if !strings.HasPrefix(text, test.notes[i]) {
					t.Errorf("note %q, want %q", text, test.notes[i])
				}
			}
		})
	}
}

// A configuration with every option under its key of one version comes back as
// it is from a translation to the same version.
func TestTranslateToTheSameVersion(t *testing.T) {
	for _, version := range Versions() {
		configuration := everyOption(version)
		got, notes := Translate(configuration, version, version)
		if diff := cmp.Diff(configuration, got); diff != "" {
			t.Errorf("Flink %s: -given +translated\n%s", version, diff)
		}
		for _, note := range notes {
			t.Errorf("Flink %s: %s", version, note)
		}
	}
}

// everyOption has a value for every option that a version has.
func everyOption(version Version) map[string]string {
	configuration := map[string]string{}
	for _, definition := range Definitions() {
		removed := definition.Removed != Version{} && version.AtLeast(definition.Removed)
		if removed || !version.AtLeast(definition.Since) || definition.Option == StateBackendType {
			continue
		}
		key := definition.keyIn(version)
		if strings.HasSuffix(key, ".") {
			key += "some.option"
		}
		switch {
		case definition.NumberBefore != Version{} && !version.AtLeast(definition.NumberBefore):
			configuration[key] = "1000"
		case definition.Type == TypeDuration:
			configuration[key] = "10 s"
		default:
			configuration[key] = "value"
		}
	}
	return configuration
}

// FuzzTranslate: for any mix of keys of any age, translating twice is
// translating once, the keys are those of the target version, and every option
// is there or named in a note.
func FuzzTranslate(f *testing.F) {
	f.Add(uint64(0), byte(0), byte(10))
	f.Add(uint64(0xffffffffffffffff), byte(8), byte(0))
	f.Add(uint64(0x5555555555555555), byte(3), byte(4))
	f.Add(uint64(0x1234567812345678), byte(10), byte(1))
	keys := allKeys()
	f.Fuzz(func(t *testing.T, choice uint64, older, newer byte) {
		versions := Versions()
		from, to := versions[int(older)%len(versions)], versions[int(newer)%len(versions)]
		configuration := map[string]string{"metrics.reporter.a.class": pushGatewayReporter, "metrics.reporter.a.host": "h", "metrics.reporter.a.interval": "60", "own": "x", "own.key": "y"}
		for i, key := range keys {
			if choice>>(i*7%64)&1 == 1 {
				configuration[key] = []string{"true", "1000", "10 s", "kubernetes", "jobmanager", "filesystem", "SLOTS"}[(uint64(i)+choice)%7]
			}
		}
		once, notes := Translate(configuration, from, to)
		twice, _ := Translate(once, from, to)
		if diff := cmp.Diff(once, twice); diff != "" {
			t.Errorf("%s to %s: -once +twice\n%s", from, to, diff)
		}
		again, _ := Translate(once, to, to)
		if diff := cmp.Diff(once, again); diff != "" {
			t.Errorf("%s to %s: -once +translated to the same version\n%s", from, to, diff)
		}
		for key := range once {
			if _, gone := Removed(key, to); gone {
				t.Errorf("%s is left in the configuration of Flink %s", key, to)
			}
			if definition, found := Find(key); found && definition.keyIn(to) != key {
				t.Errorf("%s is not the key of Flink %s", key, to)
			}
		}
		for key := range configuration {
			definition, found := Find(key)
			if _, there := once[definition.keyIn(to)]; !found || there {
				continue
			}
			if !slices.ContainsFunc(notes, func(n Note) bool { return n.Key == key && n.Lost }) {
				t.Errorf("%s to %s: %s is gone without a note", from, to, key)
			}
		}
	})
}

func allKeys() []string {
	var keys []string
	for _, definition := range Definitions() {
		for _, key := range definition.keys() {
			if strings.HasSuffix(key, ".") {
				key += "some.option"
			}
			keys = append(keys, key)
		}
	}
	return keys
}

func TestOverlaps(t *testing.T) {
	got := Overlaps(map[string]string{"a": "", "a.b": "", "a.b.c": "", "ab": "", "b.c": "", "b.cd": "", "d.": ""})
	want := []Overlap{{"a", "a.b"}, {"a", "a.b.c"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
