package charts_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/internal/golden"
	"github.com/flinkgen/flinkgen/pkg/render/charts"
)

// TestGolden compares what is written beside the charts (values, helmfile.yaml,
// install.sh) with testdata/charts/<stack>. The files for use by hand are those of
// the manifests, which TestStacks says.
func TestGolden(t *testing.T) {
	for _, name := range []string{"default", "native", "standalone"} {
		t.Run(name, func(t *testing.T) {
			c, err := charts.Of(complete(t, name))
			if err != nil {
				t.Fatal(err)
			}
			got := tree(t, c)
			for path := range got {
				if strings.HasPrefix(path, "charts/") || strings.HasPrefix(path, "files/") {
					delete(got, path)
				}
			}
			golden.Files(t, filepath.Join(testdata, "charts", name), got)
		})
	}
}

// TestCheckedIn holds charts against what the default stack gives.
func TestCheckedIn(t *testing.T) {
	c, err := charts.Of(complete(t, "default"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for path, data := range tree(t, c) {
		if name, ok := strings.CutPrefix(path, "charts/"); ok {
			got[name] = data
		}
	}
	if diff := cmp.Diff(golden.Read(t, "../../../charts"), got); diff != "" {
		t.Errorf("charts is out of date, run make generate (-checked in +stack):\n%s", diff)
	}
}
