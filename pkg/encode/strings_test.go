package encode

import (
	"math/rand"
	"strings"
	"testing"
	"unicode/utf8"

	yamlv3 "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"
)

// checkString writes text as a value, as a list item, as a key and in between,
// and reads it with both readers.
func checkString(t *testing.T, text string) {
	t.Helper()
	type holder struct {
		Value  string              `json:"value" yaml:"value"`
		List   []string            `json:"list" yaml:"list"`
		Nested [][]string          `json:"nested" yaml:"nested"`
		Map    map[string][]string `json:"map" yaml:"map"`
		Text   map[string]string   `json:"text" yaml:"text"`
		Last   string              `json:"last" yaml:"last"`
	}
	want := holder{
		Value: text, List: []string{text, text}, Nested: [][]string{{text}, {text, text}},
		Map: map[string][]string{text: {text}}, Text: map[string]string{text: text, text + "x": "x"}, Last: text,
	}
	out, err := Append(nil, want)
	if !utf8.ValidString(text) {
		if err == nil {
			t.Fatalf("%q is not valid UTF-8 and was written:\n%s", text, out)
		}
		return
	}
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	var asAny map[string]any
	if err := yamlv3.Unmarshal(out, &asAny); err != nil {
		t.Fatalf("%q: yaml v3: %v\n%s", text, err, out)
	}
	if got, ok := asAny["value"].(string); !ok || got != text || asAny["last"] != text {
		t.Fatalf("%q: yaml v3 read %#v\n%s", text, asAny["value"], out)
	}
	readers := map[string]func([]byte, any) error{
		"yaml v3":          yamlv3.Unmarshal,
		"sigs.k8s.io/yaml": func(data []byte, v any) error { return yaml.UnmarshalStrict(data, v) },
	}
	for name, read := range readers {
		var got holder
		if err := read(out, &got); err != nil {
			t.Fatalf("%q: %s: %v\n%s", text, name, err, out)
		}
		if diff := diffAsJSON(t, want, got); diff != "" {
			t.Fatalf("%q: %s (-want +got):\n%s\n%s", text, name, diff, out)
		}
	}
}

func TestRandomStrings(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 6_000 {
		checkString(t, nasty(r))
	}
}

func TestLongKey(t *testing.T) {
	checkString(t, strings.Repeat("k", 3000))
	checkString(t, strings.Repeat("日", 999)+": x")
}

func FuzzString(f *testing.F) {
	for _, text := range fragments {
		f.Add(text)
		f.Add(text + "\n")
		f.Add("a\n" + text + "b")
	}
	f.Fuzz(checkString)
}

// The text of one-line strings, and of keys, is as plain as it can be.
func TestStyle(t *testing.T) {
	for text, want := range map[string]string{
		"flink":               "flink",
		"apache/flink:2.1":    "apache/flink:2.1",
		"7.2.11":              "7.2.11",
		"10.0.0.1:6379":       "10.0.0.1:6379",
		"500m":                "500m",
		"1Gi":                 "1Gi",
		"-Xmx1g":              "-Xmx1g",
		"--config=/etc/x":     "--config=/etc/x",
		"$(POD_NAME).x":       "$(POD_NAME).x",
		"[a]":                 "'[a]'",
		"a[b]{c}, d":          "a[b]{c}, d",
		"*":                   "'*'",
		"a: b":                "'a: b'",
		"it's: b":             `"it's: b"`,
		`it's: "b"`:           `'it''s: "b"'`,
		"it's":                "it's",
		"a #b":                "'a #b'",
		"a#b":                 "a#b",
		"a:":                  "'a:'",
		" a":                  "' a'",
		"a ":                  "'a '",
		"-":                   "'-'",
		"- a":                 "'- a'",
		"---":                 "'---'",
		"":                    `""`,
		"yes":                 `"yes"`,
		"Off":                 `"Off"`,
		"n":                   `"n"`,
		"null":                `"null"`,
		"~":                   `"~"`,
		"=":                   `"="`,
		"<<":                  `"<<"`,
		"123":                 `"123"`,
		"0x1F":                `"0x1F"`,
		"0o17":                `"0o17"`,
		"1e3":                 `"1e3"`,
		"1_000":               `"1_000"`,
		".5":                  `".5"`,
		"-.inf":               `"-.inf"`,
		"1:20":                `"1:20"`,
		"2001-12-14":          `"2001-12-14"`,
		"2001-12-14T10:00Z":   `"2001-12-14T10:00Z"`,
		"2001-12-14-backup":   "2001-12-14-backup",
		"a\tb":                `"a\tb"`,
		"a\rb":                `"a\rb"`,
		"a\u00a0b":            `"a\u00a0b"`,
		"a\u202eb":            `"a\u202eb"`,
		"\x00\x1b":            `"\u0000\u001b"`,
		"\U000e0001":          `"\U000e0001"`,
		"grüße 日本 \U0001f600": "grüße 日本 \U0001f600",
		"a\nb":                "|-\n    a\n    b",
		"a\nb\n":              "|\n    a\n    b",
		"a\n\n":               "|+\n    a\n",
		"a\n\n  b\n":          "|\n    a\n\n      b",
		" a\nb\n":             "|2\n     a\n    b",
		"\na\n":               "|2\n\n    a",
		"all:\n\techo\n":      "|\n    all:\n    \techo",
		"a \nb\n":             `"a \nb\n"`,
		"a\t\nb\n":            `"a\t\nb\n"`,
		"a\r\nb\r\n":          `"a\r\nb\r\n"`,
		"\n":                  `"\n"`,
	} {
		out, err := Append(nil, map[string][]string{"k": {text}})
		if err != nil {
			t.Fatal(err)
		}
		// A list item stands at the column of its key, its block two further.
		want = strings.ReplaceAll(want, "\n    ", "\n  ")
		if got := strings.TrimSuffix(strings.TrimPrefix(string(out), "k:\n- "), "\n"); got != want {
			t.Errorf("%q is written\n%s\nwant\n%s", text, got, want)
		}
	}
}
