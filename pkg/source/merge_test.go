package source

import (
	"reflect"
	"strings"
	"testing"
)

func TestMerge(t *testing.T) {
	for _, test := range []struct{ name, base, over, want string }{
		{"maps by key", "spec: {redis: {replicas: 1, port: 2}}", "spec: {redis: {port: 3, weight: 4}}", "{spec: {redis: {replicas: int 1, port: int 3, weight: int 4}}}"},
		{"lists replace", "spec: {nodes: [a, b]}", "spec: {nodes: [c]}", "{spec: {nodes: [c]}}"},
		{"lists of embedded structs replace", "spec: {redis: {tolerations: [{key: a}]}}", "spec: {redis: {tolerations: [{key: b}]}}", "{spec: {redis: {tolerations: [{key: b}]}}}"},
		{"null stays for a field", "spec: {redis: {replicas: 1}}", "spec: {redis: {replicas: null}}", "{spec: {redis: {replicas: null null}}}"},
		{"null stays in a typed map", "spec: {vars: {a: 1, b: 2}}", "spec: {vars: {a: null}}", "{spec: {vars: {a: null null, b: int 2}}}"},
		{"null deletes where there is no type", "spec: {extra: {a: 1, b: {c: 1, d: 2}}}", "spec: {extra: {a: null, b: {c: ~}}}", "{spec: {extra: {b: {d: int 2}}}}"},
		{"items by key, in order", "spec: {jobs: [{name: a, mode: native, parallelism: 1}, {name: b}]}",
			"spec: {jobs: [{name: c}, {name: b, parallelism: 2}, {name: a, parallelism: 3}]}",
			"{spec: {jobs: [{name: a, mode: native, parallelism: int 3}, {name: b, parallelism: int 2}, {name: c}]}}"},
		{"items inside items", "spec: {jobs: [{name: a, env: [{name: X, value: '1'}], args: [x]}]}", "spec: {jobs: [{name: a, env: [{name: Y, value: '2'}], args: [y]}]}",
			"{spec: {jobs: [{name: a, env: [{name: X, value: 1}, {name: Y, value: 2}], args: [y]}]}}"},
		{"an item twice", "spec: {jobs: [{name: a}]}", "spec: {jobs: [{name: b, mode: x}, {name: b, parallelism: 1}]}", "{spec: {jobs: [{name: a}, {name: b, mode: x, parallelism: int 1}]}}"},
		{"an item without a name", "spec: {jobs: [{name: a}]}", "spec: {jobs: [{mode: x}]}", "{spec: {jobs: [{name: a}, {mode: x}]}}"},
		{"an item goes", "spec: {jobs: [{name: a}, {name: b}]}", "spec: {jobs: [{name: a, $patch: delete}, {name: c, $patch: delete}]}", "{spec: {jobs: [{name: b}]}}"},
		{"retained keys", "spec: {redis: {volumes: [{name: a, emptyDir: {medium: Memory}}]}}", "spec: {redis: {volumes: [{name: a, hostPath: {path: /x}}]}}", "{spec: {redis: {volumes: [{name: a, hostPath: {path: /x}}]}}}"},
		{"retained keys merge", "spec: {redis: {volumes: [{name: a, emptyDir: {medium: Memory}}]}}", "spec: {redis: {volumes: [{name: a, emptyDir: {sizeLimit: 1Gi}}]}}", "{spec: {redis: {volumes: [{name: a, emptyDir: {medium: Memory, sizeLimit: 1Gi}}]}}}"},
		{"other kind", "spec: {nodes: {a: 1}}", "spec: {nodes: [a]}", "{spec: {nodes: [a]}}"},
		{"unknown fields stay", "spec: {zoo: {a: 1}}", "spec: {zoo: {b: null}}", "{spec: {zoo: {a: int 1}}}"},
	} {
		t.Run(test.name, func(t *testing.T) {
			base, over := parse(t, test.base), parse(t, test.over)
			before := outline(base) + outline(over)
			got := outline(Merge(base, over, reflect.TypeFor[*stack]()))
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			if after := outline(base) + outline(over); after != before {
				t.Errorf("merging changed its input:\nbefore %s\nafter  %s", before, after)
			}
		})
	}
}

func TestMergeWithNothing(t *testing.T) {
	node := parse(t, "a: 1")
	if Merge(nil, node, nil) != node || Merge(node, nil, nil) != node || Merge(nil, nil, nil) != nil {
		t.Error("merging with nothing is not the other")
	}
	if got := outline(Merge(node, parse(t, "{a: null, b: [1]}"), nil)); got != "{b: [int 1]}" {
		t.Errorf("without a type: %s", got)
	}
}

func TestMergedValuesKeepTheirFile(t *testing.T) {
	base := parse(t, "spec:\n  redis:\n    replicas: 1\n    port: x\n")
	over, err := Parse("prod.yaml", []byte("spec: {redis: {replicas: y}}"))
	if err != nil {
		t.Fatal(err)
	}
	var s stack
	errs := Decode(Merge(base, over, reflect.TypeFor[stack]()), &s)
	got := errs.Error()
	for _, want := range []string{"prod.yaml:1:26: spec.redis.replicas:", "stack.yaml:4:11: spec.redis.port:"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in\n%s", want, got)
		}
	}
}

func TestImageWrittenInBothWays(t *testing.T) {
	for _, test := range []struct{ base, over, want string }{
		{"example.com/a:1", "{tag: '2'}", "example.com/a:2"},
		{"{registry: r, repository: a, tag: '1'}", "{tag: '2'}", "r/a:2"},
		{"{registry: r, repository: a, tag: '1'}", "example.com/b:3", "example.com/b:3"},
	} {
		merged := parse(t, "spec: {redis: {image: "+test.base+"}}")
		merged = Merge(merged, parse(t, "spec: {redis: {image: "+test.over+"}}"), reflect.TypeFor[stack]())
		var s stack
		if errs := Decode(merged, &s); errs != nil {
			t.Fatal(errs)
		}
		if got := s.Spec.Redis.Image.Reference(); got != test.want {
			t.Errorf("%s under %s is %s, want %s", test.base, test.over, got, test.want)
		}
	}
}
