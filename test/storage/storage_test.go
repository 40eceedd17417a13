package storage

import (
	"testing"
	"time"
)

// TestStorage runs its parts one after the other on one storage plane. The
// numbers are those of the promises: a file system that mounts, that survives
// the loss of one and of all, that strangers cannot open, and pods that tell
// the truth about themselves.
func TestStorage(t *testing.T) {
	p := newPlane(t)
	for _, part := range []struct {
		name string
		run  func(*testing.T)
	}{
		{"0 start", p.testStart},
		{"0 containers", p.testContainers},
		{"1 format and mount", p.testMount},
		{"2 one is lost", p.testFailover},
		{"3 all are lost at once", p.testRestartAll},
		{"4 wrong passwords", p.testPasswords},
		{"5 a graceful stop", p.testStop},
		{"5 no quorum", p.testQuorum},
	} {
		began := time.Now()
		if !t.Run(part.name, part.run) {
			// What follows would fail for the same reason.
			t.Fatalf("part %q failed", part.name)
		}
		t.Logf("part %q took %.1f s", part.name, time.Since(began).Seconds())
	}
}
