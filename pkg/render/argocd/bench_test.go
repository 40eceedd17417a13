package argocd_test

import (
	"testing"

	"github.com/flinkgen/flinkgen/pkg/render/argocd"
)

// BenchmarkTree writes the default stack for Argo CD, from the objects to the
// files in memory.
func BenchmarkTree(b *testing.B) {
	stack := defaultStack(b)
	for b.Loop() {
		if _, err := argocd.Tree(stack, options()); err != nil {
			b.Fatal(err)
		}
	}
}
