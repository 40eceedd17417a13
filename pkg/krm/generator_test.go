package krm_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	settings = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: flink}\ndata: {a: b}"
	redis    = "  components: [redis]\n"
)

func same(t *testing.T, want, got []map[string]any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the items differ (-want +got):\n%s", diff)
	}
}

// The objects are those of flinkgen render, behind what is there.
func TestGenerator(t *testing.T) {
	for _, test := range []struct {
		name, config string
		want         []map[string]any
	}{
		{"Stack", shop, rendered(t, "")},
		{"StackGenerator", generator("  environment: prod\n"), rendered(t, "prod")},
		{"components", generator("  components: [job-orders, redis]\n"), rendered(t, "", "redis", "job-orders")},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := run(t, list(test.config, settings))
			same(t, append(split(t, settings), test.want...), l.Items)
			if len(l.Results) != 0 || l.FunctionConfig == nil {
				t.Errorf("results %v, functionConfig %v", l.Results, l.FunctionConfig)
			}
		})
	}
}

// A second run changes nothing, not even the notes of the orchestrator.
func TestGeneratorAgain(t *testing.T) {
	in := list(generator("  components: [redis, crds]\n"), settings)
	first := runText(t, in)
	if first != runText(t, first) {
		t.Error("the second run changes something")
	}
	noted := strings.Replace(first, "  kind: StatefulSet\n  metadata:\n", "  kind: StatefulSet\n  metadata:\n    annotations: {internal.config.kubernetes.io/path: redis.yaml, mine: \"1\"}\n", 1)
	if noted == first {
		t.Fatal("no StatefulSet found")
	}
	want := run(t, first).Items
	i := slices.IndexFunc(want, func(object map[string]any) bool { return object["kind"] == "StatefulSet" })
	want[i]["metadata"].(map[string]any)["annotations"] = map[string]any{"internal.config.kubernetes.io/path": "redis.yaml"}
	same(t, want, run(t, noted).Items)
}

// What flinkgen has not made stays, and the user hears of it.
func TestGeneratorRefuses(t *testing.T) {
	said := failed(t, list(generator("  components: [namespaces]\n"), settings, "apiVersion: v1\nkind: Namespace\nmetadata: {name: redis}"))
	if said != "<stdin>:8:3: items[1]: Namespace redis is there already, and flinkgen has not made it; take it out, or choose other components of the stack" {
		t.Error(said)
	}
	// The same kind of another group, or in another namespace, is another object.
	run(t, list(generator("  components: [namespaces]\n"), "apiVersion: example.com/v1\nkind: Namespace\nmetadata: {name: redis}", "apiVersion: v1\nkind: Namespace\nmetadata: {name: redis, namespace: x}"))
}

func TestGeneratorMistakes(t *testing.T) {
	for _, test := range []struct{ name, config, want string }{
		{"field", strings.Replace(shop, "jarURI", "jarUri", 1), "functionConfig:14:5: spec.jobs[0].jarUri: unknown field \"jarUri\"; did you mean \"jarURI\"?\n  14 |     jarUri: local:///opt/flink/usrlib/orders.jar\n     |     ^"},
		{"inline", strings.Replace(generator(""), "jarURI", "jarUri", 1), `functionConfig:20:9: spec.stack.spec.jobs[0].jarUri: unknown field "jarUri"; did you mean "jarURI"?`},
		{"rule", strings.Replace(generator(""), "[node1, node2, node3]", "[node1]", 1), `: spec.stack.spec.nodes: Invalid value: ["node1"]: redis has 3 pods`},
		{"environment", generator("  environment: prdo\n"), `spec.stack.environments: no environment "prdo"; write one of prod`},
		{"component", generator("  components: [reddis]\n"), `spec.components: no component "reddis" in stack "shop": it has namespaces, `},
		{"set", generator("  set: [redis.replica=5]\n"), `functionConfig spec.set:1:12: spec.redis.replica: unknown field "replica"; did you mean "replicas"?`},
		{"settings", generator("  enviroment: prod\n"), `spec.enviroment: unknown field "enviroment"; did you mean "environment"?`},
		{"two", strings.NewReplacer("jarURI", "jarUri", "nodes:", "node:").Replace(shop), "unknown field \"node\"; did you mean \"nodes\"?\n   8 |   node:\n     |   ^\nfunctionConfig:"},
		{"no stack", "apiVersion: flinkgen.dev/v1alpha1\nkind: StackGenerator\nmetadata: {name: x}\nspec: {components: [redis]}", "spec.stack: there is no stack; write the stack file there"},
		{"clusters", shop + "clusters:\n- {name: eu, environment: prod}\n", "the stack has clusters, and each has objects of its own: name one in spec.cluster of a StackGenerator"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if said := failed(t, list(test.config, settings)); !strings.Contains(said, test.want) {
				t.Errorf("got\n%s\nwant\n%s", said, test.want)
			}
		})
	}
}
