package upstream_test

import (
	"testing"

	"github.com/flinkgen/flinkgen/pkg/render/upstream"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

func BenchmarkOf(b *testing.B) {
	s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{stack.Default()}})
	if err == nil {
		err = stack.Complete(s)
	}
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := upstream.Of(s); err != nil {
			b.Fatal(err)
		}
	}
}
