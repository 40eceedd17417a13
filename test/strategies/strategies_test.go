package strategies

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/flinkgen/flinkgen/test/strategies/golden"
	"github.com/flinkgen/flinkgen/test/strategies/operated"
)

const stacks = "../../testdata/stacks"

// explained are the warnings that may appear, by the object that they are
// about and a part of their text.
var explained = []struct{ object, text, why string }{}

// TestGolden gives every object of every golden stack to a server, in the
// order of the stack, after each FlinkDeployment what the operator makes of
// it, and at the end the Secrets.
func TestGolden(t *testing.T) {
	definitions := newDefinitions(t)
	used := make([]bool, len(explained))
	for _, stack := range golden.Stacks(t, stacks) {
		t.Run(stack.Name, func(t *testing.T) {
			server := newServer(t, definitions)
			start := time.Now()
			judged, operated := 0, 0
			for _, document := range slices.Concat(stack.Documents, stack.Secrets) {
				if strings.Contains(string(document), "\nkind: FlinkDeployment\n") {
					operated++
				}
				for _, document := range withOperated(t, document) {
					answer := server.Create(document)
					judged++
					if answer.Err != nil {
						t.Errorf("%s: %v", answer.Object, answer.Err)
					}
					for _, warning := range answer.Warnings {
						if !explain(answer.Object, warning, used) {
							t.Errorf("%s: warning without an explanation: %s", answer.Object, warning)
						}
					}
				}
			}
			if operated > 0 && judged == len(stack.Documents)+len(stack.Secrets) {
				t.Error("nothing was judged of what the operator makes")
			}
			t.Logf("%d objects in %s", judged, time.Since(start).Round(time.Millisecond))
		})
	}
	for i, w := range explained {
		if !used[i] {
			t.Errorf("nothing warns any more about %s %q: take it out of explained", w.object, w.text)
		}
	}
}

func withOperated(tb testing.TB, document []byte) [][]byte {
	tb.Helper()
	made, err := operated.Objects(document)
	if err != nil {
		tb.Error(err)
	}
	return slices.Concat([][]byte{document}, made)
}

func explain(object, warning string, used []bool) bool {
	for i, w := range explained {
		if strings.Contains(object, w.object) && strings.Contains(warning, w.text) {
			used[i] = true
			return true
		}
	}
	return false
}

// shared are the definitions of all tests: reading them is most of the work.
var shared = sync.OnceValues(NewDefinitions)

func newDefinitions(tb testing.TB) *Definitions {
	tb.Helper()
	definitions, err := shared()
	if err != nil {
		tb.Fatal(err)
	}
	return definitions
}

// newServer is a server with the definitions of other products, which the
// stack expects in the cluster.
func newServer(tb testing.TB, definitions *Definitions) *Server {
	tb.Helper()
	server, err := NewServer(definitions)
	if err != nil {
		tb.Fatal(err)
	}
	documents, err := externalDefinitions()
	if err != nil {
		tb.Fatal(err)
	}
	for _, document := range documents {
		if answer := server.Create(document); answer.Err != nil {
			tb.Fatalf("%s: %v", answer.Object, answer.Err)
		}
	}
	return server
}

// BenchmarkCreate judges the built-in and the custom objects of the default
// stack, without its definitions; report it as milliseconds for 1,000 objects.
func BenchmarkCreate(b *testing.B) {
	definitions := newDefinitions(b)
	stack := golden.Stacks(b, stacks)[0]
	count := 0
	for b.Loop() {
		b.StopTimer()
		server := newServer(b, definitions)
		b.StartTimer()
		for _, document := range stack.Documents {
			server.Create(document)
			count++
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(count), "ms/1000objects")
}
