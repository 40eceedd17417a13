package flink

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Note says what a translation could not do, or what people should look at.
type Note struct {
	// Key is the option as the configuration has it.
	Key string `json:"key"`
	// Lost says that the translated configuration has nothing in its place.
	Lost bool `json:"lost,omitempty"`
	// Message is a sentence without the key, and the cure.
	Message string `json:"message"`
}

// String is the key and the message.
func (n Note) String() string { return n.Key + ": " + n.Message }

// Translate rewrites a configuration that was written for one version of Flink
// for another one, newer or older: keys that were renamed, and values whose
// spelling changed. Keys that nothing is known of stay as they are. The notes
// are in the order of their keys.
//
// Translating what is translated already changes nothing.
func Translate(configuration map[string]string, from, to Version) (map[string]string, []Note) {
	t := &translation{from: from, to: to, given: configuration, translated: map[string]string{}}
	for _, key := range slices.Sorted(maps.Keys(configuration)) {
		t.option(key, configuration[key])
	}
	t.pushGateways()
	t.changedDefaults()
	t.overlaps()
	slices.SortStableFunc(t.notes, func(a, b Note) int { return strings.Compare(a.Key, b.Key) })
	return t.translated, t.notes
}

type translation struct {
	from, to          Version
	given, translated map[string]string
	notes             []Note
}

func (t *translation) note(key, format string, arguments ...any) {
	t.notes = append(t.notes, Note{Key: key, Message: fmt.Sprintf(format, arguments...)})
}

func (t *translation) lose(key, format string, arguments ...any) {
	t.notes = append(t.notes, Note{Key: key, Lost: true, Message: fmt.Sprintf(format, arguments...)})
}

// option translates one key with its value.
func (t *translation) option(key, value string) {
	if reporter, setting, is := reporterSetting(key); is {
		t.reporter(reporter, setting, value)
		return
	}
	definition, found := Find(key)
	switch {
	case !found:
		t.translated[key] = value
	case definition.Removed != Version{} && t.to.AtLeast(definition.Removed):
		t.lose(key, "Flink %s no longer reads it%s", t.to, insteadOf(definition.Instead))
	case !t.to.AtLeast(definition.Since):
		t.lose(key, "Flink %s does not know it: it came with %s", t.to, definition.Since)
	default:
		t.rename(definition, key, value)
	}
}

func insteadOf(instead string) string {
	if instead == "" {
		return ", and nothing takes its place"
	}
	return "; see " + instead
}

// rename writes an option under the key of the target version. Where a
// configuration has it under several keys, the newest one counts, as in Flink.
func (t *translation) rename(definition Definition, key, value string) {
	current := definition.keyIn(t.to)
	for _, candidate := range definition.keys() {
		if candidate == key {
			break
		}
		if newer, also := t.given[candidate]; also {
			if newer != value {
				t.lose(key, "%s is set too, and Flink reads that", candidate)
			}
			return
		}
	}
	value, cure := translateValue(definition, key, value, t.from, t.to)
	if cure != "" {
		t.note(key, "%s", cure)
	}
	t.translated[current] = value
	if definition.Option == StateBackendType && t.given[key] == "jobmanager" && value == "hashmap" {
		t.checkpointsInMemory()
	}
}

// checkpointsInMemory keeps what the state backend jobmanager said of
// checkpoints beside the state.
func (t *translation) checkpointsInMemory() {
	if _, _, set := CheckpointStorage.Lookup(t.given); !set {
		t.translated[CheckpointStorage.Key(t.to)] = "jobmanager"
	}
}

// changedDefaults notes options that are not set and whose default differs.
func (t *translation) changedDefaults() {
	for _, changed := range defaultsChanged {
		_, _, set := changed.option.Lookup(t.given)
		before, after := t.from.AtLeast(changed.since), t.to.AtLeast(changed.since)
		if set || before == after {
			continue
		}
		was, is := changed.before, changed.after
		if before {
			was, is = is, was
		}
		t.note(changed.option.Key(t.to), "it is not set, and its default is %s instead of %s", is, was)
	}
}

// defaultsChanged are defaults that make a running job behave differently.
// Sources: release notes of Flink 1.17 (FLINK-30469) and 1.19 (FLINK-33735).
var defaultsChanged = []struct {
	option        Option
	since         Version
	before, after string
}{
	{NetworkMaximum, V1_17, "1g", "no limit"},
	{RestartStrategyType, V1_19, "fixed-delay", "exponential-delay (with checkpoints)"},
}

// overlaps notes keys that cannot stand beside each other from Flink 2.0 on.
func (t *translation) overlaps() {
	if !t.to.AtLeast(V2_0) {
		return
	}
	for _, overlap := range Overlaps(t.translated) {
		t.note(overlap.Prefix, "it cannot have a value beside %s in the tree of config.yaml", overlap.Key)
	}
}
