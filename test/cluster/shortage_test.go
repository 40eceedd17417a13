package cluster_test

import (
	"context"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"

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
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	err := w.ready(ctx, all)
	if err == nil {
		t.Fatal("everything is ready without the volume " + missing.GetName())
	}
	t.Logf("without the volume %s:\n%v", missing.GetName(), err)
	for _, want := range []string{
		"StatefulSet redis-node in redis: 2 of 3 replicas available",
		"pod redis/redis-node-2 is Pending: 0/3 nodes are available",
		"didn't find available persistent volumes to bind",
		"claim redis/redis-data-redis-node-2 is " + string(corev1.ClaimPending),
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the reason lacks %q", want)
		}
	}
	w.mustApply(t, missing)
	w.mustBeReady(t, patience, all...)
}
