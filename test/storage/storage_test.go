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
	errors := &said{}
	// The cleanup of the plane shows the logs before.
	t.Cleanup(func() {
		for _, line := range errors.lines {
			t.Log(line)
		}
	})
	p := newPlane(&test{t, errors})
	for _, part := range []struct {
		name   string
		run    func(*test)
		needed bool
	}{
		{"0 start", p.testStart, true},
		{"0 containers", p.testContainers, false},
		{"1 format and mount", p.testMount, true},
		{"2 one is lost", p.testFailover, false},
		{"3 all are lost at once", p.testRestartAll, false},
		{"4 wrong passwords", p.testPasswords, false},
		{"5 a graceful stop", p.testStop, false},
		{"5 no quorum", p.testQuorum, false},
	} {
		began := time.Now()
		if !t.Run(part.name, func(t *testing.T) { part.run(&test{t, errors}) }) && part.needed {
			t.Fatalf("without part %q nothing else can be tested", part.name)
		}
		t.Logf("part %q took %.1f s", part.name, time.Since(began).Seconds())
	}
}
