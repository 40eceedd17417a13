package cluster_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/flinkgen/flinkgen/pkg/bundle"
)

// TestStacks installs each golden stack in a cluster of its own.
func TestStacks(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			w := newWorld(t, s.nodes())
			if !t.Run("install", func(t *testing.T) { install(t, w, s) }) {
				t.Fatal("the stack is not installed: the other tests cannot say anything")
			}
			for _, part := range []struct {
				name     string
				test     func(*testing.T, *world, scenario)
				operator bool // what is tested is of the operator
			}{
				{"again", testAgain, false},
				{"placement", testPlacement, false},
				{"references", testReferences, false},
				{"pod security", testPodSecurity, false},
				{"webhooks", testWebhooks, false},
				{"flink", testFlink, false},
				{"rights", testRights, false},
				{"refusals", testRefusals, true},
				{"status", testStatus, true},
			} {
				if part.operator && !*s.stack.Spec.Operator.Enabled {
					continue
				}
				t.Run(part.name, func(t *testing.T) { part.test(t, w, s) })
			}
		})
	}
}

// explained are the warnings that may come, by a part of their text.
var explained = map[string]string{}

// install applies the stack as its README says: wave by wave in the order that
// flinkgen gives, each when the one before is ready. The Secrets come once
// their namespaces are there.
func install(t *testing.T, w *world, s scenario) { //nolint:thelper // the body of a subtest
	classes(t, w, s)
	for _, wave := range s.waves() {
		start := time.Now()
		var applied []document
		for _, c := range wave {
			for _, d := range documents(t, s.text(t, c.Name)) {
				w.mustApply(t, d)
				applied = append(applied, d)
			}
		}
		if wave[0].Wave == bundle.WaveNamespaces {
			keys(t, w, s)
		}
		sent := time.Now()
		w.mustBeReady(t, patience, applied...)
		t.Logf("wave %d (%s): %d objects applied in %.1f s, ready in %.1f s more",
			wave[0].Wave, names(wave), len(applied), sent.Sub(start).Seconds(), time.Since(sent).Seconds())
	}
	unexplained(t, w)
}

// keys applies the output of flinkgen secrets, and what the user keeps.
func keys(t *testing.T, w *world, s scenario) {
	t.Helper()
	for _, d := range documents(t, s.secrets(t)) {
		w.mustApply(t, d)
	}
	for _, one := range s.given {
		secret := &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: one.name}, StringData: map[string]string{}}
		for _, key := range one.keys {
			secret.StringData[key] = "given"
		}
		if _, err := w.client.CoreV1().Secrets(one.namespace).Create(t.Context(), secret, metav1.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
	}
}

// unexplained fails the test for every warning that is not on the list.
func unexplained(t *testing.T, w *world) {
	t.Helper()
	for _, warning := range w.warnings.take() {
		known := false
		for text := range explained {
			known = known || strings.Contains(warning, text)
		}
		if !known {
			t.Errorf("warning of the API server: %s", warning)
		}
	}
}

// testAgain applies everything a second time, which must change nothing: what
// the API server stores is what was asked for, and what others have written
// since stays.
func testAgain(t *testing.T, w *world, s scenario) { //nolint:thelper // the body of a subtest
	for _, c := range s.bundle.Components {
		for _, d := range documents(t, s.text(t, c.Name)) {
			before, err := w.live(t.Context(), d)
			if err != nil {
				t.Errorf("%v: %v", d, err)
				continue
			}
			after, err := w.apply(t.Context(), d)
			if err != nil {
				t.Errorf("%v is refused the second time: %v", d, err)
				continue
			}
			if diff := cmp.Diff(wanted(before), wanted(after)); diff != "" {
				t.Errorf("%v: applied again, it changes (-before +after):\n%s", d, diff)
			}
		}
	}
	unexplained(t, w)
}

// wanted is an object without what the API server and controllers note down.
// Many kinds count no generation, so the content is compared.
func wanted(object *unstructured.Unstructured) map[string]any {
	kept := object.DeepCopy()
	delete(kept.Object, "status")
	kept.SetManagedFields(nil)
	kept.SetResourceVersion("")
	return kept.Object
}

func names(wave []bundle.Component) string {
	all := make([]string, len(wave))
	for i, c := range wave {
		all[i] = c.Name
	}
	return strings.Join(slices.Compact(all), ", ")
}
