package flink

import "testing"

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

// No two keys that Option.Key gives for one version may be a prefix of each
// other from 2.0 on, where the file is a tree.
func TestNewestKeysMakeATree(t *testing.T) {
	for option := range oldNames {
		for other := range oldNames {
			short, long := option.Key(V2_0), other.Key(V2_0)
			if len(long) > len(short) && long[:len(short)+1] == short+"." {
				t.Errorf("%s is a prefix of %s", short, long)
			}
		}
	}
}

func TestRemoved(t *testing.T) {
	for _, test := range []struct {
		key     string
		version Version
		instead string
	}{
		{"jobmanager.heap.size", Version{1, 20}, ""},
		{"jobmanager.heap.size", Version{2, 0}, "jobmanager.memory.process.size"},
		{"akka.ask.timeout", Version{2, 1}, "pekko.ask.timeout"},
		{"metrics.reporter.prom.class", Version{1, 16}, ""},
		{"metrics.reporter.prom.class", Version{1, 17}, "metrics.reporter.prom.factory.class"},
		{"metrics.reporter.prom.factory.class", Version{2, 2}, ""},
		{"web.portable", Version{2, 2}, ""},
	} {
		instead, gone := Removed(test.key, test.version)
		if instead != test.instead || gone != (test.instead != "") {
			t.Errorf("Removed(%q, %v) = %q, %t", test.key, test.version, instead, gone)
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
