package postrender_test

import (
	"bytes"
	"flag"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/postrender"
)

// tries is how many random streams and overlays the law is tried with.
var tries = flag.Int("tries", 40, "random streams with overlays to try")

// The law: what is rendered is what kustomize builds of the same stream and the
// same overlay, and what it refuses is refused.
func TestLaw(t *testing.T) {
	equal, both := 0, 0
	for seed := range *tries {
		g := generator{rand.New(rand.NewPCG(uint64(seed), 6))}
		stream, all := g.stream()
		if len(all) == 0 {
			continue
		}
		files := g.overlay(all)
		want, wantErr := built(stream, files)
		var out bytes.Buffer
		_, err := postrender.Render(strings.NewReader(stream), &out, postrender.Options{Overlays: []postrender.Overlay{overlay("overlay", files)}})
		switch {
		case wantErr != nil && err != nil:
			both++
			continue
		case wantErr != nil:
			t.Errorf("seed %d: kustomize refuses: %v\n%s", seed, wantErr, files["kustomization.yaml"])
			continue
		case err != nil && (strings.Contains(err.Error(), "nothing in the stream") || strings.Contains(err.Error(), "no object of the stream")):
			// kustomize says nothing of a target that finds nothing.
			both++
			continue
		case err != nil:
			t.Errorf("seed %d: %v\n%s", seed, err, files["kustomization.yaml"])
			continue
		}
		got, err := objects(out.String())
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d (-kustomize +flinkgen):\n%s\n%v", seed, diff, files)
		}
		equal++
		if t.Failed() {
			t.FailNow()
		}
	}
	if equal < *tries/3 {
		t.Errorf("only %d of %d were compared, %d refused", equal, *tries, both)
	}
}
