package postrender_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/flinkgen/flinkgen/pkg/postrender"
)

// repeated reads a text again and again, and takes no memory for it.
type repeated struct {
	text []byte
	left int64
	at   int
}

func (r *repeated) Read(into []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n := min(copy(into, r.text[r.at:]), int(min(r.left, 1<<30)))
	r.at, r.left = (r.at+n)%len(r.text), r.left-int64(n)
	return n, nil
}

const document = "---\n# Source: chart/templates/a.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: many\n  labels: {app: a}\ndata:\n  text: |\n"

// counter counts what is written and keeps nothing.
type counter struct{ n int64 }

func (c *counter) Write(data []byte) (int, error) {
	c.n += int64(len(data))
	return len(data), nil
}

// patchOne is a patch for an object at the end of a stream.
const patchOne = `
patches:
- patch: |
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: one}
    data: {a: b}
`

// A stream of 100 MB with a patch for one object takes little memory: the
// process that renders it has a limit of 64 MiB.
func TestLongStream(t *testing.T) {
	if os.Getenv("POSTRENDER_LONG") != "" {
		text := []byte(document + strings.Repeat("    some text that is long enough\n", 100))
		var out counter
		in := io.MultiReader(&repeated{text: text, left: 100_000_000 / int64(len(text)) * int64(len(text))}, strings.NewReader("---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\n"))
		result, err := postrender.Render(in, &out, patched(patchOne))
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		fmt.Printf("%v %d %d %d\n", err, result.Changed, out.n, memory.Sys>>20)
		return
	}
	started := time.Now()
	limited := exec.CommandContext(t.Context(), os.Args[0], "-test.run=TestLongStream")
	limited.Env = append(os.Environ(), "POSTRENDER_LONG=1", "GOMEMLIMIT=64MiB", "TMPDIR="+t.TempDir())
	said, err := limited.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	var problem string
	var changed, written, memory int
	if _, err := fmt.Sscan(string(said), &problem, &changed, &written, &memory); err != nil {
		t.Fatalf("%v in %s", err, said)
	}
	t.Logf("%d bytes in %v with %d MiB", written, time.Since(started), memory)
	if problem != "<nil>" || changed != 1 || written < 99_000_000 || memory > 128 {
		t.Errorf("%s, changed %d, wrote %d bytes with %d MiB", problem, changed, written, memory)
	}
	if left, err := os.ReadDir(limited.Env[len(limited.Env)-1][len("TMPDIR="):]); err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %v %v", left, err)
	}
}

// allocated is how much memory is taken in all while something runs, at most.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) >> 20
}

// bomb is ten lists of ten aliases each to the one before: 10^n values.
func bomb(n int) string {
	var text strings.Builder
	text.WriteString("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\na0: &a0 [x]\n")
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&text, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i-1), 10), ","))
	}
	return text.String()
}

func TestHostile(t *testing.T) {
	o := patched(patchOne)
	for _, test := range []struct {
		name, in, want string
		limit          uint64 // MiB that may be allocated in all
	}{
		{"aliases of aliases", bomb(9), "line 1: ConfigMap one: aliases make more than 100000 values of this document", 64},
		{"an alias in its own anchor", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\na: &a [*a]\n", "line 1: ConfigMap one: ", 16},
		{"deep lists", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\na: " + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + "\n", "nested deeper than 200 levels", 64},
		{"too deep for the parser", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\na: " + strings.Repeat("[", 1<<20) + "\n", "line 1: ConfigMap one: not YAML: ", 256},
		{"deep by aliases", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\na: &a " + strings.Repeat("[", 150) + strings.Repeat("]", 150) + "\nb: " + strings.Repeat("[", 150) + "*a" + strings.Repeat("]", 150) + "\n", "nested deeper than 200 levels", 16},
		{"a large document to change", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\ndata:\n" + strings.Repeat("  # much\n", 500_000), "bytes; at most 4194304 (4 MiB) are changed", 64},
		{"metadata of aliases", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one, labels: {a: *b}}\nb: &b x\n", "line 1: it is not clear which object begins here: not YAML: unknown anchor", 16},
		{"notes of kustomize that contradict each other", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one, annotations: {internal.config.kubernetes.io/previousNames: 'a,b'}}\n", "line 1: ConfigMap one: kustomize cannot work on it: number of previous names", 16},
		{"UTF-16", "\xff\xfea\x00:\x00", "line 1: it is not clear which object begins here: the text is not UTF-8", 16},
	} {
		t.Run(test.name, func(t *testing.T) {
			var said string
			started := time.Now()
			taken := allocated(func() { said = refused(t, test.in, o) })
			if !strings.Contains(said, test.want) {
				t.Errorf("got\n%.300s\nwant\n%s", said, test.want)
			}
			if taken > test.limit {
				t.Errorf("took %d MiB", taken)
			}
			if spent := time.Since(started); spent > 30*time.Second {
				t.Errorf("took %v", spent)
			}
		})
	}
}

// One document without end is refused when it is too large, not read to its end.
func TestGiantDocument(t *testing.T) {
	for name, text := range map[string]string{"lines": document + strings.Repeat("    text\n", 10), "one line": "a"} {
		t.Run(name, func(t *testing.T) {
			// Only the beginning is a separator.
			in := &repeated{text: []byte(strings.TrimPrefix(text, "---\n")), left: 1 << 40}
			var err error
			taken := allocated(func() { _, err = postrender.Render(in, io.Discard, patched(patchOne)) })
			if err == nil || !strings.Contains(err.Error(), "line 1: the document that begins here has more than 16 MiB") {
				t.Errorf("%v", err)
			}
			if taken > 128 {
				t.Errorf("took %d MiB", taken)
			}
		})
	}
}

// The bomb that nothing touches passes: it is Kubernetes that must judge it.
func TestUntouchedBomb(t *testing.T) {
	in := strings.ReplaceAll(bomb(9), "name: one", "name: other") + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\n"
	got, _ := render(t, in, patched(patchOne))
	if !strings.HasPrefix(got, in[:strings.Index(in, "---\n")]) {
		t.Error("the bomb has changed")
	}
}

// A reader that fails leaves nothing written.
func TestBrokenInput(t *testing.T) {
	var out bytes.Buffer
	in := io.MultiReader(strings.NewReader(two), &broken{})
	if _, err := postrender.Render(in, &out, postrender.Options{}); err == nil || out.Len() > 0 {
		t.Errorf("%v, written %q", err, out.String())
	}
}

type broken struct{}

func (*broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
