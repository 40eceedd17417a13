package source

import (
	"reflect"
	"testing"
)

func TestParseSet(t *testing.T) {
	const base = "spec: {nodes: [a, b], redis: {replicas: 1}, jobs: [{name: a}, {name: b, args: [x]}]}"
	for _, test := range []struct{ expression, want string }{
		{"spec.redis.replicas=5", "{spec: {nodes: [a, b], redis: {replicas: int 5}, jobs: [{name: a}, {name: b, args: [x]}]}}"},
		{"spec.jobs[1].args=[--port, \"8081\"]", "{spec: {nodes: [a, b], redis: {replicas: int 1}, jobs: [{name: a}, {name: b, args: [--port, 8081]}]}}"},
		{"spec.jobs[name=a].mode=x=y, z: 1", "{spec: {nodes: [a, b], redis: {replicas: int 1}, jobs: [{name: a, mode: x=y, z: 1}, {name: b, args: [x]}]}}"},
		{"spec.jobs[0].args[0]=x", "{spec: {nodes: [a, b], redis: {replicas: int 1}, jobs: [{name: a, args: [x]}, {name: b, args: [x]}]}}"},
		{"spec.nodes[2]=c", "{spec: {nodes: [a, b, c], redis: {replicas: int 1}, jobs: [{name: a}, {name: b, args: [x]}]}}"},
		{"spec.jobs[0]=null", "{spec: {nodes: [a, b], redis: {replicas: int 1}, jobs: [{name: b, args: [x]}]}}"},
		{`spec.vars.a\.b\=c=`, "{spec: {nodes: [a, b], redis: {replicas: int 1}, jobs: [{name: a}, {name: b, args: [x]}], vars: {a.b=c: }}}"},
		{"spec.vars[a.b]=*x", "{spec: {nodes: [a, b], redis: {replicas: int 1}, jobs: [{name: a}, {name: b, args: [x]}], vars: {a.b: *x}}}"},
		{"spec.redis.volumes[0].name={a: '1'}", "{spec: {nodes: [a, b], redis: {replicas: int 1, volumes: [{name: {a: 1}}]}, jobs: [{name: a}, {name: b, args: [x]}]}}"},
	} {
		over, err := ParseSet(test.expression)
		if err != nil {
			t.Errorf("%s: %v", test.expression, err)
			continue
		}
		if got := outline(Merge(parse(t, base), over, reflect.TypeFor[stack]())); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.expression, got, test.want)
		}
	}
}

func TestParseSetErrors(t *testing.T) {
	for _, test := range []struct{ expression, want string }{
		{"spec.redis.replicas", "--set:1:20: the = is missing; write path=value\n   1 | spec.redis.replicas\n     |                    ^"},
		{"=5", "--set:1:1: the name before the = is missing; write path=value\n   1 | =5\n     | ^"},
		{"spec..a=5", "--set:1:5: a name is missing beside the dot; write path=value\n   1 | spec..a=5\n     |     ^"},
		{"a[0=5", "--set:1:2: the [ is never closed; write path=value\n   1 | a[0=5\n     |  ^"},
		{"a[]=5", "--set:1:2: write [0] or [name=value]; write path=value\n   1 | a[]=5\n     |  ^"},
		{"a[0]b=5", "--set:1:5: expected . or [ or = after ]; write path=value\n   1 | a[0]b=5\n     |     ^"},
		{"größe=[a, b", "--set:1:7: the [ is not closed, or a comma is missing\n   1 | größe=[a, b\n     |       ^"},
		{"a=\x00", "--set:1:3: not text: it holds a NUL byte"},
	} {
		_, err := ParseSet(test.expression)
		if err == nil {
			t.Errorf("%s was accepted", test.expression)
		} else if err.Error() != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.expression, err, test.want)
		}
	}
}

func TestSetDecodeErrors(t *testing.T) {
	for _, test := range []struct{ expression, want string }{
		{"spec.redis.replicas=many", "--set:1:21: spec.redis.replicas: expected a whole number, found the string \"many\"\n   1 | spec.redis.replicas=many\n     |                     ^"},
		{"spec.redis.replcas=1", "--set:1:12: spec.redis.replcas: unknown field \"replcas\"; did you mean \"replicas\"?\n   1 | spec.redis.replcas=1\n     |            ^"},
		{"spec.jobs[7].mode=native", "--set:1:10: spec.jobs: there is no item 7: the list has 1; items count from 0\n   1 | spec.jobs[7].mode=native\n     |          ^"},
		{"spec.jobs[name=oders].mode=native", "--set:1:10: spec.jobs: no item has name \"oders\"; did you mean \"orders\"?\n   1 | spec.jobs[name=oders].mode=native\n     |          ^"},
		{"spec.extra.a[3]=1", "--set:1:13: spec.extra.a: there is no item 3: the list has 0; items count from 0\n   1 | spec.extra.a[3]=1\n     |             ^"},
		{"spec.redis.password=12345678", "--set:1:21: spec.redis.password: expected a string, found a number or boolean; quote it\n   1 | spec.redis.password=***\n     |                     ^"},
	} {
		over, err := ParseSet(test.expression)
		if err != nil {
			t.Fatal(err)
		}
		var s stack
		errs := Decode(Merge(parse(t, "spec: {jobs: [{name: orders}]}"), over, reflect.TypeFor[stack]()), &s)
		if errs.Error() != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.expression, errs, test.want)
		}
	}
}
