package source

import (
	"fmt"
	"strings"
	"testing"
)

func parse(t *testing.T, text string) *Node {
	t.Helper()
	node, err := Parse("stack.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return node
}

// outline writes a node as flow YAML with the type of each scalar.
func outline(n *Node) string {
	var b strings.Builder
	switch n.Kind {
	case Map:
		for i, entry := range n.Entries {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%s: %s", entry.Key, outline(entry.Value))
		}
		return "{" + b.String() + "}"
	case List:
		for i, item := range n.Items {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(outline(item))
		}
		return "[" + b.String() + "]"
	}
	return []string{"", "null ", "bool ", "int ", "float "}[n.Tag] + n.Text
}

func TestScalarsAreThoseOfYAML12(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"[yes, no, on, off, y, n]", "[yes, no, on, off, y, n]"},
		{"[true, True, TRUE, tRUE]", "[bool true, bool True, bool TRUE, tRUE]"},
		{"[~, null, {a: }, Null, nULL]", "[null ~, null null, {a: null }, null Null, nULL]"},
		{"[5, -5, +5, 0x1F, 0o17, 0644, 1_000, 12e03, -0x1]", "[int 5, int -5, int +5, int 0x1F, int 0o17, int 0644, 1_000, float 12e03, -0x1]"},
		{"[1.5, .5, 5., 1e3, .inf, -.INF, .nan, '1.5', 1.2.3]", "[float 1.5, float .5, float 5., float 1e3, float .inf, float -.INF, float .nan, 1.5, 1.2.3]"},
		{"[2026-01-31, 12:30:45, 0x, '', \"\", 500m, 25%]", "[2026-01-31, 12:30:45, 0x, , , 500m, 25%]"},
		{"[!!str 5, !!int '5', !!float 5, !!null '']", "[5, int 5, float 5, null ]"},
		{"{5: a, true: b, '~': c, <<: {d: 1}}", "{5: a, true: b, ~: c, d: int 1}"},
	} {
		if got := outline(parse(t, test.text)); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.text, got, test.want)
		}
	}
}

func TestAliasesAndMergeKeys(t *testing.T) {
	node := parse(t, `
base: &base {a: 1, b: 2}
more: &more {b: 3, c: 4}
one: {<<: *base, b: 5}
two: {b: 6, <<: [*base, *more]}
three: *base
four: {&key e: 1, f: *key}
`)
	want := "{base: {a: int 1, b: int 2}, more: {b: int 3, c: int 4}, one: {b: int 5, a: int 1}, " +
		"two: {b: int 6, a: int 1, c: int 4}, three: {a: int 1, b: int 2}, four: {e: int 1, f: e}}"
	if got := outline(node); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if at := node.Find("one.a").Position.String(); at != "stack.yaml:2:17" {
		t.Errorf("a merged value stands at %s, want the line of the anchor", at)
	}
}

func TestDocumentMarksAndEmptyDocuments(t *testing.T) {
	for _, text := range []string{"a: 1", "---\na: 1\n", "# x\n---\na: 1\n...\n", "---\n---\na: 1\n---\n# end\n", "\ufeffa: 1\r\n", "%YAML 1.2\n---\na: 1\n", "{\n\t\"a\": 1\n}\n"} {
		if got := outline(parse(t, text)); got != "{a: int 1}" {
			t.Errorf("%q is %s", text, got)
		}
	}
}

func bomb(levels, width int) string {
	var b strings.Builder
	b.WriteString("l0: &l0 [x]\n")
	for i := 1; i <= levels; i++ {
		fmt.Fprintf(&b, "l%d: &l%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*l%d, ", i-1), width), ", "))
	}
	return b.String()
}

func TestLimits(t *testing.T) {
	var wide strings.Builder
	wide.WriteString("base: &base\n")
	for i := range 3000 {
		fmt.Fprintf(&wide, "  k%d: 1\n", i)
	}
	for i := range 3000 {
		fmt.Fprintf(&wide, "m%d: {<<: *base}\n", i)
	}
	deepAlias := "a: &a " + strings.Repeat("[", 60) + strings.Repeat("]", 60) + "\nb: " + strings.Repeat("[", 60) + "*a" + strings.Repeat("]", 60) + "\n"
	for _, test := range []struct{ name, text, want string }{
		{"alias bomb", bomb(9, 9), "stack.yaml:7:5: aliases make more than 1000000 values of this file; write fewer aliases of aliases"},
		{"merge key bomb", wide.String(), "stack.yaml:3335:12: aliases make more than 1000000 values of this file"},
		{"deep flow", strings.Repeat("[", 101) + strings.Repeat("]", 101), "stack.yaml:1:101: nested deeper than 100 levels"},
		{"very deep flow", strings.Repeat("[", 9000) + strings.Repeat("]", 9000), "stack.yaml:1:101: nested deeper than 100 levels"},
		{"deep blocks", strings.Repeat("- ", 101) + "a", "stack.yaml:1:201: nested deeper than 100 levels"},
		{"deep alias", deepAlias, "nested deeper than 100 levels"},
		{"size", strings.Repeat("#", MaxSize+1), "stack.yaml:1:1: the file has 16777217 bytes; at most 16777216 (16 MiB) are read"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Parse("stack.yaml", []byte(test.text))
			if err == nil {
				t.Fatal("it was accepted")
			}
			if first, _, _ := strings.Cut(err.Error(), "\n"); !strings.Contains(first, test.want) {
				t.Errorf("got  %s\nwant %s", first, test.want)
			}
		})
	}
	for _, text := range []string{bomb(4, 9), strings.Repeat("[", 100) + strings.Repeat("]", 100)} {
		if _, err := Parse("stack.yaml", []byte(text)); err != nil {
			t.Errorf("refused below the limit: %v", err)
		}
	}
}

func TestFind(t *testing.T) {
	node := parse(t, `spec:
  redis:
    labels:
      example.com/a: x
  jobs:
  - name: a
    parallelism: 1
  - name: b
    args:
    - x
`)
	for _, test := range []struct{ path, want string }{
		{"spec.jobs[1].args[0]", "stack.yaml:10:7"},
		{"spec.jobs[name=b].args", "stack.yaml:9:5"},
		{"spec.jobs[0].parallelism", "stack.yaml:7:18"},
		{`spec.redis.labels["example.com/a"]`, "stack.yaml:4:22"},
		{"spec.redis.labels[example.com/a]", "stack.yaml:4:22"},
		{`spec.redis.labels.example\.com/a`, "stack.yaml:4:22"},
		{"spec.redis", "stack.yaml:2:3"},
		{"spec.redis.replicas", "stack.yaml:2:3"},
		{"spec.jobs[7].name", "stack.yaml:5:3"},
		{"metadata.name", "stack.yaml:1:1"},
		{"", "stack.yaml:1:1"},
		{"[[", "stack.yaml:1:1"},
	} {
		if got := node.Find(test.path).Position.String(); got != test.want {
			t.Errorf("%s is at %s, want %s", test.path, got, test.want)
		}
	}
	if got := (*Node)(nil).Find("a.b"); got != nil {
		t.Errorf("found %v in nothing", got)
	}
}
