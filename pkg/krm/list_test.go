package krm_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/krm"
)

// What is no ResourceList is refused, and nothing is written.
func TestNoList(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"empty", "", "<stdin>:1:1: the input is empty; standard input takes a ResourceList of config.kubernetes.io/v1"},
		{"comments", "# nothing\n---\n", "the input is empty"},
		{"an object", settings, "<stdin>:1:1: the input is no ResourceList"},
		{"a list", "- a\n", "the input is no ResourceList"},
		{"text", "hello", "the input is no ResourceList"},
		{"no YAML", "a: [", "<stdin>: not YAML: "},
		{"binary", "\x00\x01", "not YAML"},
		{"version", strings.Replace(list(shop), "kubernetes.io/v1", "kubernetes.io/v1alpha1", 1), `<stdin>:1:13: apiVersion: "config.kubernetes.io/v1alpha1" is not a version of ResourceList that flinkgen knows; write config.kubernetes.io/v1`},
		{"two", list(shop) + "---\n" + list(shop), "a second document begins here; a ResourceList is one document"},
		{"twice", list(shop) + "items: []\n", "items: the field is there twice"},
		{"items", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: {}\n", "<stdin>:3:8: items: this is no list"},
		{"an item", list(shop, "a: b"), "<stdin>:4:3: items[0]: this is no object; every item needs apiVersion, kind and metadata"},
		{"results", list(shop) + "results: x\n", "results: this is no list"},
		{"alias", list(shop) + "results: [&a {message: x}, *a]\n", "*a is an alias; write the value out"},
		{"deep", strings.Repeat("[", 20000), "not YAML"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			err := krm.Run(strings.NewReader(test.in), &out)
			if err == nil || out.Len() > 0 || !strings.Contains(err.Error(), test.want) {
				t.Errorf("wrote %d bytes, %v\nwant %s", out.Len(), err, test.want)
			}
			if _, failure := errors.AsType[*krm.Failure](err); failure {
				t.Error("there is no list to report in")
			}
		})
	}
	if err := krm.Run(iotest.ErrReader(io.ErrUnexpectedEOF), io.Discard); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
}

func TestConfigMistakes(t *testing.T) {
	for _, test := range []struct{ name, config, want string }{
		{"missing", "", "<stdin>:1:1: functionConfig: there is none, so there is nothing to do; write one of kind Stack, StackGenerator or PostRenderer of flinkgen.dev/v1alpha1"},
		{"null", "null", "functionConfig: there is none"},
		{"text", "hello", "<stdin>:9:3: functionConfig: this is no object"},
		{"kind", strings.Replace(shop, "kind: Stack", "kind: Stak", 1), `functionConfig:2:7: kind: "Stak" is no function of flinkgen; did you mean "Stack"?`},
		{"other", settings, `kind: "ConfigMap" is no function of flinkgen; write one of kind Stack, StackGenerator or PostRenderer of flinkgen.dev/v1alpha1`},
		{"no kind", "a: b", `kind: "" is no function of flinkgen`},
		{"version", strings.Replace(shop, "v1alpha1", "v1", 1), `functionConfig:1:13: apiVersion: "flinkgen.dev/v1" is not the version of Stack; write flinkgen.dev/v1alpha1`},
		{"twice", shop + "kind: Stack\n", `"kind"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if said := failed(t, list(test.config, settings)); !strings.Contains(said, test.want) {
				t.Errorf("got\n%s\nwant\n%s", said, test.want)
			}
		})
	}
}

// Some orchestrators write JSON; and what a list has beside its fields stays.
func TestJSON(t *testing.T) {
	data, err := yaml.YAMLToJSON([]byte(list(generator("  components: [redis]\n"), settings) + "metadata: {name: kept}\n"))
	if err != nil {
		t.Fatal(err)
	}
	text := runText(t, string(data))
	same(t, append(split(t, settings), rendered(t, "", "redis")...), parse(t, text).Items)
	var all map[string]any
	if err := yaml.Unmarshal([]byte(text), &all); err != nil {
		t.Fatal(err)
	}
	if kept, err := json.Marshal(all["metadata"]); err != nil || string(kept) != `{"name":"kept"}` {
		t.Errorf("%s, %v", kept, err)
	}
	// A list without items is one.
	same(t, rendered(t, "", "redis"), run(t, strings.Replace(list(generator(redis)), "items: []\n", "", 1)).Items)
}

// A list is written whole or not at all.
func TestBrokenOutput(t *testing.T) {
	if err := krm.Run(strings.NewReader(list(generator(redis))), broken{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// No input makes it panic, and what it writes is a ResourceList.
func FuzzRun(f *testing.F) {
	f.Add(list(generator(redis), settings))
	f.Add(list(postRenderer(patch), settings, deployment))
	f.Add(list(shop, "kind: List\nitems: [{kind: A}]"))
	f.Fuzz(func(t *testing.T, in string) {
		var out bytes.Buffer
		err := krm.Run(strings.NewReader(in), &out)
		if _, failure := errors.AsType[*krm.Failure](err); err == nil || failure {
			parse(t, out.String())
		} else if out.Len() > 0 {
			t.Errorf("%v, and %d bytes written", err, out.Len())
		}
	})
}
