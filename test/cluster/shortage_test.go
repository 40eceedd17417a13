package cluster_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/flinkgen/flinkgen/pkg/bundle"
)

// TestOneVolumeTooFew takes one of Redis' volumes away from the default stack:
// its last pod has to stay Pending, and the test that waits has to say which
// claim is the reason. With the volume back, everything becomes ready.
func TestOneVolumeTooFew(t *testing.T) {
	s := load(t, "default")
	w := newWorld(t, s.nodes())
	var missing document
	var all []document
	for _, c := range s.bundle.Components {
		if c.Wave > bundle.WaveStores {
			break
		}
		for _, d := range documents(t, s.text(t, c.Name)) {
			if d.GetKind() == "PersistentVolume" && strings.HasPrefix(d.GetName(), "redis") {
				if missing.Unstructured != nil {
					w.mustApply(t, missing)
				}
				missing = d
				continue
			}
			w.mustApply(t, d)
			all = append(all, d)
		}
		if c.Wave == bundle.WaveNamespaces {
			keys(t, w, s)
		}
	}
	reason := waitingFor(t, w, all)
	t.Logf("without the volume %s:\n%v", missing.GetName(), reason)
	pod := regexp.MustCompile(`pod redis/redis-node-(\d) is Pending: 0/3 nodes are available: .*didn't find available persistent volumes to bind`).FindStringSubmatch(reason)
	if pod == nil {
		t.Fatal("the reason names no pod of Redis that lacks a volume")
	}
	for _, want := range []string{
		"StatefulSet redis-node in redis: 2 of 3 replicas available",
		"claim redis/redis-data-redis-node-" + pod[1] + " is Pending",
	} {
		if !strings.Contains(reason, want) {
			t.Errorf("the reason lacks %q", want)
		}
	}
	w.mustApply(t, missing)
	w.mustBeReady(t, patience, all...)
}

// waitingFor waits until nothing moves any more and tells what is missing.
func waitingFor(t *testing.T, w *world, all []document) string {
	t.Helper()
	var before string
	for end := time.Now().Add(patience); ; {
		err := w.ready(t.Context(), 2*time.Second, all)
		if err == nil {
			t.Fatal("everything is ready")
		}
		if err.Error() == before || time.Now().After(end) {
			return err.Error()
		}
		before = err.Error()
	}
}
