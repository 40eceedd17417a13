package flink

import (
	"strings"
	"testing"
)

func TestOptionKey(t *testing.T) {
	for _, test := range []struct {
		option  Option
		version Version
		want    string
	}{
		{HighAvailabilityType, Version{1, 16}, "high-availability"},
		{HighAvailabilityType, Version{1, 17}, "high-availability.type"},
		{StateBackendType, Version{1, 16}, "state.backend"},
		{RestartStrategyType, Version{2, 2}, "restart-strategy.type"},
		{CheckpointDirectory, Version{1, 13}, "state.checkpoints.dir"},
		{CheckpointDirectory, Version{1, 19}, "state.checkpoints.dir"},
		{CheckpointDirectory, Version{1, 20}, "execution.checkpointing.dir"},
		{SavepointDirectory, Version{2, 0}, "execution.checkpointing.savepoint-dir"},
		{ArchiveDirectory, Version{1, 13}, "jobmanager.archive.fs.dir"},
		{HighAvailabilityStorage, Version{1, 13}, "high-availability.storageDir"},
	} {
		if got := test.option.Key(test.version); got != test.want {
			t.Errorf("%s in Flink %v is %q, want %q", test.option, test.version, got, test.want)
		}
	}
}

func TestLookup(t *testing.T) {
	configuration := map[string]string{"state.checkpoints.dir": "old", "execution.checkpointing.savepoint-dir": "new", "state.savepoints.dir": "old"}
	if value, key, found := CheckpointDirectory.Lookup(configuration); value != "old" || key != "state.checkpoints.dir" || !found {
		t.Errorf("checkpoints: %q, %q, %t", value, key, found)
	}
	if value := SavepointDirectory.Value(configuration); value != "new" {
		t.Errorf("the older name of savepoints won: %q", value)
	}
	if _, _, found := StateBackendType.Lookup(configuration); found {
		t.Error("found a state backend where there is none")
	}
}

// No two keys of one version may be a prefix of each other from 2.0 on, where
// the file is a tree.
func TestNewestKeysMakeATree(t *testing.T) {
	keys := map[string]string{}
	for _, definition := range Definitions() {
		if definition.Removed == (Version{}) && !strings.HasSuffix(string(definition.Option), ".") {
			keys[string(definition.Option)] = ""
		}
	}
	if overlaps := Overlaps(keys); len(overlaps) > 0 {
		t.Errorf("%v", overlaps)
	}
}

func TestRemoved(t *testing.T) {
	for _, test := range []struct {
		key     string
		version Version
		instead string
		gone    bool
	}{
		{"jobmanager.heap.size", V1_20, "", false},
		{"jobmanager.heap.size", V2_0, "jobmanager.memory.process.size", true},
		{"akka.ask.timeout", Version{2, 1}, "pekko.ask.timeout", true},
		{"akka.ask.timeout", V1_20, "", false},
		{"metrics.reporter.prom.class", Version{1, 16}, "metrics.reporter.prom.factory.class", false},
		{"metrics.reporter.prom.class", V1_17, "metrics.reporter.prom.factory.class", true},
		{"metrics.reporter.prom.factory.class", V2_2, "", false},
		{"web.portable", V2_2, "", false},
		{"web.port", V2_2, "rest.port", true},
		{"state.backend.local-recovery", V2_0, "execution.state-recovery.from-local", true},
		{"state.backend.latency-track.sample-interval", V2_0, "state.latency-track.sample-interval", true},
		{"state.backend.async", V2_0, "", true},
		{"state.backend.async", V1_20, "", false},
		{"taskmanager.network.numberOfBuffers", V2_0, "taskmanager.memory.network.fraction", true},
		{"web.backpressure.num-samples", V2_0, "", true},
		{"state.backend.type", V2_2, "", false},
		{"state.checkpoints.dir", V2_2, "", false},
	} {
		instead, gone := Removed(test.key, test.version)
		if gone != test.gone || gone && instead != test.instead {
			t.Errorf("Removed(%q, %v) = %q, %t", test.key, test.version, instead, gone)
		}
	}
}

// Every key belongs to one option only.
func TestKeysAreUnique(t *testing.T) {
	owner := map[string]Option{}
	for _, definition := range Definitions() {
		for _, key := range definition.keys() {
			if other, twice := owner[key]; twice {
				t.Errorf("%s is a key of %s and of %s", key, other, definition.Option)
			}
			owner[key] = definition.Option
		}
	}
}

// The oldest key of an option comes last, and no key is gone before it was replaced.
func TestOldKeysAreInOrder(t *testing.T) {
	for _, definition := range Definitions() {
		last := Version{9, 9}
		for _, old := range definition.Old {
			if old.Before.AtLeast(last) {
				t.Errorf("%s: %s is not in order", definition.Option, old.Key)
			}
			if old.Before != (Version{}) {
				last = old.Before
			}
			if old.Removed != (Version{}) && old.Before.AtLeast(old.Removed) {
				t.Errorf("%s: %s ends before its successor comes", definition.Option, old.Key)
			}
		}
	}
}

func TestFind(t *testing.T) {
	for key, want := range map[string]struct {
		option Option
		kind   Type
		found  bool
	}{
		"state.backend":               {StateBackendType, TypeString, true},
		"akka.ask.timeout":            {"pekko.ask.timeout", "", true},
		"heartbeat.timeout":           {"heartbeat.timeout", TypeDuration, true},
		"kubernetes.jobmanager.cpu":   {"kubernetes.jobmanager.cpu.amount", TypeFloat, true},
		"akka":                        {"", "", false},
		"my.own.key":                  {"", "", false},
		"state.backend.rocksdb.other": {"", "", false},
	} {
		definition, found := Find(key)
		if found != want.found || definition.Option != want.option || definition.Type != want.kind {
			t.Errorf("Find(%q) = %s %s, %t", key, definition.Option, definition.Type, found)
		}
	}
}

func TestOperatorOptionNames(t *testing.T) {
	for _, test := range []struct {
		operator string
		flink    Version
		want     Version
	}{
		{"1.15.0", Version{2, 2}, Version{1, 20}},
		{"1.15.0", Version{1, 16}, Version{1, 16}},
		{"1.10.0", Version{1, 20}, Version{1, 19}},
		{"1.5.0", Version{1, 17}, Version{1, 16}},
		{"", Version{2, 0}, Version{1, 20}},
	} {
		operator, known := Operator(test.operator)
		if got := operator.OptionNames(test.flink); !known || got != test.want {
			t.Errorf("operator %q, Flink %v: names of %v", test.operator, test.flink, got)
		}
	}
	if _, known := Operator("0.1"); known {
		t.Error("an operator that does not exist is known")
	}
}
