package postrender

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

// All documents together are the stream, whatever it is; the parts of a
// document are the document; and where the outline of a document says which
// object it is, parsing it says the same.
func FuzzStream(f *testing.F) {
	for _, text := range []string{
		"", "---", "\n", "a: b", "---\n---\n", "--- a\n...\n---b\n--- \n", "\ufeff---\nkind: A\n", "a: |\n  x\n---\r\nb: c\r\n...",
		"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels: {x: y}\ndata:\n- a\n",
		"kind: A # b\napiVersion: \"v1\"\nmetadata: {name: 'a b', namespace: null}\n",
		"kind: List\nitems:\n- kind: A\n", "%YAML 1.1\n---\nkind: A\n", "kind: A\nkind: B\n", "x: \"\nkind: A\n\"\n", "{kind: A}\n",
		"kind: A\nmetadata: &m\n  name: a\nx: *m\n", "kind: A\nmetadata:\n  <<: *x\n", "kind: yes\n", "kind: A\rkind: B", "metadata:\n  name: 010\nkind: a\n",
		"kind: A\nmetadata:\n  name: a\n name: b\n", "kind: A\n--- |\n x\n", "? kind\n: A\n", "kind: A\n  y\nz:", "kind: A\nx: |2\n   y\nz: >-\n a\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, stream []byte) {
		documents := newSplitter(bytes.NewReader(stream))
		var whole []byte
		lines := 1
		for {
			d, err := documents.next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if d.line != lines {
				t.Errorf("the document %q begins on line %d, not %d", d.raw, lines, d.line)
			}
			lines += bytes.Count(d.raw, []byte("\n"))
			whole = append(whole, d.raw...)
			p := cut(d.raw)
			if joined := string(p.prefix) + string(p.body) + string(p.suffix); joined != string(d.raw) {
				t.Errorf("parts %q of %q", joined, d.raw)
			}
			agrees(t, p.body)
		}
		if !bytes.Equal(whole, stream) {
			t.Errorf("got %q of %q", whole, stream)
		}
	})
}

func agrees(t *testing.T, body []byte) {
	t.Helper()
	h, sure := scan(body)
	if !sure {
		return
	}
	node, err := parse(body)
	if err != nil || node == nil || textOf(node, "kind") == "" {
		return // no object: it makes no difference which one it seems to be
	}
	want := headerOf(node)
	if h.Identity != want.Identity && !strings.Contains(string(body), "!") {
		t.Errorf("%q seems to be %+v and is %+v", body, h.Identity, want.Identity)
	}
	if h.list != want.list && want.list {
		t.Errorf("%q is a list", body)
	}
}
