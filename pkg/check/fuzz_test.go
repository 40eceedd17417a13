package check_test

import (
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/check"
)

// FuzzRun judges anything without a panic, and gives the same findings twice.
func FuzzRun(f *testing.F) {
	for _, seed := range []string{
		cluster, workload, claim, volume, route, sentinels, class, binding, session,
		"apiVersion: v1\nkind: List\nitems: [null, 1, {kind: Pod, apiVersion: v1, spec: {containers: [null]}}]",
		"a: &a [*a]", "kind: Pod\napiVersion: v1\nmetadata: null\nspec: null", "--- {}", "- apiVersion: v1",
	} {
		f.Add(seed, 0)
		f.Add(seed, 1)
	}
	f.Fuzz(func(t *testing.T, text string, reach int) {
		var said []string
		for range 2 {
			objects, findings, err := check.Read("m.yaml", []byte(text))
			if err != nil {
				return
			}
			found, err := check.Run(objects, check.Options{Reach: check.Reach(reach), OperatorVersion: "1.0.0"})
			if err != nil {
				t.Fatal(err)
			}
			var all strings.Builder
			for _, format := range check.Formats() {
				if err := check.Write(&all, format, append(findings, found...)); err != nil {
					t.Fatal(err)
				}
			}
			said = append(said, all.String())
		}
		if said[0] != said[1] {
			t.Errorf("the findings differ:\n%s\n%s", said[0], said[1])
		}
	})
}
