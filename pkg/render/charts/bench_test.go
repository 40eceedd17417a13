package charts_test

import (
	"testing"

	"github.com/flinkgen/flinkgen/pkg/render/charts"
)

// BenchmarkOf makes and proves the charts and releases of the default stack.
func BenchmarkOf(b *testing.B) {
	s := complete(b, "default")
	for b.Loop() {
		if _, err := charts.Of(s); err != nil {
			b.Fatal(err)
		}
	}
}
