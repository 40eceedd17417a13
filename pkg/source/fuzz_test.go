package source

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "a: 1", "spec:\n  redis:\n    replcas: 5\n", "spec: {jobs: [{name: a, args: [x, 1]}], vars: {a: 1}}",
		"a: &a [1]\nb: *a\nc: {<<: [*a]}", "a: &x {b: *x}", "? [a]\n: b", "a: |\n  x\n y", "a:\n\tb: 1", "a: \"b", "a: [1, 2\nb: 3",
		"---\na: 1\n---\nb: 2", "a: !foo 1", "!0%00", "password: *x", "%YAML 1.2\n---\na", "spec.redis.replicas=5", "spec.jobs[name=a].args[0]=x",
		"spec: {redis: {size: 5Gi, image: 'redis:7', timeout: 30s, maxUnavailable: 25%, data: aGk=}}", "a: \u2028\n\u0085b: é", "\ufeffa: 1\r\nb: 2\r",
		"# c\n\n#d\na: # e\n  - b # f\n# g\n", "spec: {redis: {affinity: {nodeAffinity: null}}}", "spec: {extra: {a: [.inf, 0x1F, 0644, 1e400]}}",
	} {
		f.Add([]byte(seed))
	}
	base, err := Parse("base.yaml", []byte("spec: {jobs: [{name: a, args: [x]}], redis: {image: 'redis:7'}}"))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		node, err := Parse("stack.yaml", data)
		check(t, err)
		set, err := ParseSet(string(data))
		check(t, err)
		for _, one := range []*Node{node, set} {
			if one == nil {
				continue
			}
			var s stack
			check(t, Decode(one, &s).Err())
			merged := Merge(base, one, reflect.TypeFor[stack]())
			check(t, Decode(merged, &s).Err())
			check(t, Decode(Merge(one, base, nil), &s).Err())
			var untyped any
			check(t, Decode(merged, &untyped).Err())
			merged.Find(string(data))
		}
	})
}

// check says that errors can be shown: in UTF-8, without control characters,
// each with a position.
func check(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		return
	}
	errs, ok := err.(Errors) //nolint:errorlint // exactly this type is promised
	if !ok || len(errs) == 0 {
		t.Fatalf("not Errors: %#v", err)
	}
	for _, e := range errs {
		text := e.Error()
		if e.Line < 1 || e.Column < 1 || e.File == "" || e.Message == "" {
			t.Errorf("without a position: %+v", e)
		}
		if !utf8.ValidString(text) || bytes.ContainsAny([]byte(text), "\x1b\x00\r") || strings.Count(text, "\n") > 2 {
			t.Errorf("not fit to be shown: %q", text)
		}
	}
}
