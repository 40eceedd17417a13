package v1beta1_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

func TestConfigurationReadsWhatTheOperatorReads(t *testing.T) {
	for name, test := range map[string]struct {
		yaml string
		want v1beta1.Configuration
	}{
		"text": {
			`{execution.checkpointing.interval: 1 min, parallelism.default: "2"}`,
			v1beta1.Configuration{"execution.checkpointing.interval": "1 min", "parallelism.default": "2"},
		},
		"numbers and booleans": {
			`{parallelism.default: 2, a: 0.5, b: true, c: 12345678901234567890}`,
			v1beta1.Configuration{"parallelism.default": "2", "a": "0.5", "b": "true", "c": "12345678901234567890"},
		},
		"nested": {
			`{state: {backend: {type: rocksdb, incremental: true}}, state.savepoints.dir: "s3://x"}`,
			v1beta1.Configuration{"state.backend.type": "rocksdb", "state.backend.incremental": "true", "state.savepoints.dir": "s3://x"},
		},
		"list":             {`{a.b: [x, 2, true]}`, v1beta1.Configuration{"a.b": "x;2;true"}},
		"empty containers": {`{a: [], b: {}}`, v1beta1.Configuration{}},
		"empty text stays": {`{a: ""}`, v1beta1.Configuration{"a": ""}},
		"null as a whole":  {`null`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got v1beta1.Configuration
			if err := yaml.Unmarshal([]byte(test.yaml), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("want (-) and got (+) differ:\n%s", diff)
			}
		})
	}
}

func TestConfigurationRefusesNonsense(t *testing.T) {
	for text, want := range map[string]string{
		`[a]`:                       `must be a map of options, not a list`,
		`{a: {b: }}`:                `flink option "a.b": must be text, a number or a boolean, not empty`,
		`{a: [x, [y]]}`:             `flink option "a": item 1: must be text, a number or a boolean, not a list`,
		`{a: [{b: c}]}`:             `flink option "a": item 0: must be text, a number or a boolean, not a map`,
		`{a.b: x, a: {b: y}}`:       `flink option "a.b" is set twice, once nested and once with dots`,
		`{z: , b: , c: {d: [[]] }}`: `flink option "b": must be text`,
	} {
		var got v1beta1.Configuration
		err := yaml.Unmarshal([]byte(text), &got)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error is %v, want %q", text, err, want)
		}
	}
}
