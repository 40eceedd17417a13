package chart_test

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/component/hadoop"
	"github.com/flinkgen/flinkgen/pkg/component/historyserver"
	"github.com/flinkgen/flinkgen/pkg/component/ingressnginx"
	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/component/localvolume"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/component/monitoring"
	"github.com/flinkgen/flinkgen/pkg/component/namespace"
	"github.com/flinkgen/flinkgen/pkg/component/operator"
	"github.com/flinkgen/flinkgen/pkg/component/redis"
	"github.com/flinkgen/flinkgen/pkg/render/chart"
	"github.com/flinkgen/flinkgen/pkg/render/chart/internal/sample"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/proof"
	"github.com/flinkgen/flinkgen/schemas"
)

// known are the charts that the tests of this package share: each is made once.
var known = sync.OnceValues(newParts)

// parts are the charts of all parts, and of one with every construct.
func parts(tb testing.TB) map[string]*chart.Chart {
	tb.Helper()
	all, err := known()
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

func newParts() (map[string]*chart.Chart, error) {
	comments, err := schemas.Comments()
	if err != nil {
		return nil, err
	}
	options := chart.Options{Comments: comments}
	all := map[string]*chart.Chart{}
	for _, c := range []*chart.Chart{
		chart.Of(sample.Component),
		chart.With(hadoop.Component, options),
		chart.With(historyserver.Component, options),
		chart.With(ingressnginx.Component, options),
		chart.With(job.ApplicationComponent, options),
		chart.With(job.BlueGreenComponent, options),
		chart.With(job.SessionComponent, options),
		chart.With(job.StandaloneComponent, options),
		chart.With(juicefs.Component, options),
		chart.With(localvolume.Component, options),
		chart.With(minio.Component, options),
		chart.With(monitoring.Component, options),
		chart.With(namespace.Component, options),
		chart.With(operator.Component, options),
		chart.With(redis.Component, options),
	} {
		all[c.Name] = c
	}
	return all, nil
}

var release = proof.Release{Name: "release", Namespace: "namespace"}

var rounds = flag.Int("rounds", 50, "random values for each chart; make law tries 1,000")

// Law L1: what Helm renders of a chart is what its part builds, at the
// defaults, with each value changed alone, each switch and choice the other
// way, lists of 0, 1, 2 and 7 items, and with random values.
func TestLaw(t *testing.T) {
	for name, c := range parts(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			subject, err := c.Subject()
			if err != nil {
				t.Fatal(err)
			}
			check := func(t *testing.T, values map[string]any) {
				t.Helper()
				if err := subject.Check(release, values); err != nil {
					t.Error(err)
				}
			}
			t.Run("each", func(t *testing.T) {
				for _, k := range subject.Table.All() {
					for _, values := range alone(t, subject, k) {
						check(t, values)
					}
				}
			})
			t.Run("random", func(t *testing.T) {
				for i := range *rounds {
					values, err := proof.Random(proof.Seed(i), subject.Table)
					if err != nil {
						t.Fatal(err)
					}
					check(t, values)
					if t.Failed() {
						t.Fatalf("with the seed %d", i)
					}
				}
			})
		})
	}
}

// single is how often a knob is tried alone.
func single() int { return min(8, *rounds/25) }

// alone are values in which only one knob is not as it is by default, and more
// until a switch had both values, a choice each of its options
// and a list 0, 1, 2 and 7 items.
func alone(t *testing.T, subject *proof.Subject, k *knob.Knob) []map[string]any {
	t.Helper()
	missing := variants(k)
	var all []map[string]any
	for seed := 0; seed < single() || len(missing) > 0; seed++ {
		if seed > 1000 {
			t.Fatalf("%s: no random values have %v", k, missing)
		}
		values, err := proof.One(proof.Seed(seed), subject.Table, k)
		if err != nil {
			t.Fatal(err)
		}
		variant := variantOf(k, values)
		if seed < single() || slices.Contains(missing, variant) {
			all = append(all, values)
		}
		missing = slices.DeleteFunc(missing, func(one string) bool { return one == variant })
	}
	return all
}

// variants of a knob that are all to be tried.
func variants(k *knob.Knob) []string {
	switch {
	case k.Parent != nil:
		return nil
	case k.Kind == knob.Flag:
		return []string{"true", "false"}
	case k.Kind == knob.Choice:
		return slices.Clone(k.Options)
	case k.Kind == knob.Each:
		return []string{"0 items", "1 items", "2 items", "7 items"}
	default:
		return nil
	}
}

func variantOf(k *knob.Knob, values map[string]any) string {
	var value any = values
	for _, key := range k.Path {
		inner, _ := value.(map[string]any)
		value = inner[key]
	}
	if list, ok := value.([]any); ok {
		return fmt.Sprintf("%d items", len(list))
	}
	return fmt.Sprint(value)
}

// The names of a release and of its namespace can be numbers to YAML, and be
// overridden.
func TestNames(t *testing.T) {
	for name, c := range parts(t) {
		for _, release := range []proof.Release{
			{Name: "1", Namespace: "y"},
			{Name: name, Namespace: "123"},
			{Name: "a-" + name + "-with-a-long-name-that-is-cut-at-the-end-of", Namespace: "true"},
		} {
			tried := []map[string]any{nil}
			if _, subject := made(t, c); subject.Table.Named() {
				tried = append(tried, map[string]any{"nameOverride": "other"}, map[string]any{"fullnameOverride": "1e3"})
			}
			for _, values := range tried {
				if err := c.Check(release, values); err != nil {
					t.Errorf("%s as %v with %v: %v", name, release, values, err)
				}
			}
		}
	}
}

// Every run gives the same bytes.
func TestStable(t *testing.T) {
	first := parts(t)
	second, err := newParts()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(first)) {
		a, err := first[name].Files()
		if err != nil {
			t.Fatal(err)
		}
		b, err := second[name].Files()
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(a) != fmt.Sprint(b) {
			t.Errorf("%s differs between two runs", name)
		}
	}
}

// Tracing and proving all charts:
//
//	go test ./pkg/render/chart -run '^$' -bench .
func BenchmarkCharts(b *testing.B) {
	for b.Loop() {
		failed := make(chan error)
		all, err := newParts()
		if err != nil {
			b.Fatal(err)
		}
		for _, c := range all {
			go func() {
				_, err := c.Files()
				failed <- err
			}()
		}
		for range all {
			if err := <-failed; err != nil {
				b.Fatal(err)
			}
		}
	}
}
