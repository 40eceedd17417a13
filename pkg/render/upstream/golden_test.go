package upstream_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/internal/golden"
)

// TestGolden compares the tree with testdata/upstream/<stack>: the default stack at
// the newest charts, seed-000 at those of 2023. Manifests are the business of
// others; that they are there is enough.
func TestGolden(t *testing.T) {
	for _, name := range []string{"default", "seed-000"} {
		t.Run(name, func(t *testing.T) {
			got := files(t, of(t, complete(t, name)))
			for path := range got {
				if strings.HasPrefix(path, "manifests/") {
					delete(got, path)
				}
			}
			golden.Files(t, filepath.Join(testdata, "upstream", name), got)
		})
	}
}
