package storage

import (
	"slices"
	"testing"
	"time"

	"github.com/flinkgen/flinkgen/test/storage/pod"
)

// longestStall is the longest pause that a writer may see when a master dies:
// JuiceFS gives up after about 40 seconds.
const longestStall = 25 * time.Second

func (p *plane) testMount(t *testing.T) {
	mount := p.mountPod(t, "mount-first")
	w := startWriter(t, mount, "first")
	w.progress(t, 20)
	names, failed := w.end()
	noErrors(t, failed)
	other := p.mountPod(t, "mount-second")
	verify(t, other, names)
	fsck(t, other)
}

// testFailover kills what a node can take with it, one after the other, below
// a writer that must not notice more than a pause.
func (p *plane) testFailover(t *testing.T) {
	mount := p.mountPod(t, "mount-failover")
	w := startWriter(t, mount, "failover")
	w.progress(t, 20)
	w.lap()

	old, _ := p.settled(t, 30*time.Second)
	kills := []time.Time{time.Now()}
	old.Kill()
	took := p.newMaster(t, old)
	w.progress(t, 10)
	stall := w.lap()
	t.Logf("kill -9 of the master's pod: sentinels name another after %.1f s, the writer stands still for %.1f s", took.Seconds(), stall.Seconds())
	if stall > longestStall {
		t.Errorf("the writer stands still for %.1f s, more than %v", stall.Seconds(), longestStall)
	}

	lost := p.minio[1]
	lost.Kill()
	began := time.Now()
	for time.Since(began) < 5*time.Second {
		w.progress(t, 10)
	}
	t.Logf("kill -9 of a MinIO pod: the writer stands still for %.1f s", w.lap().Seconds())

	start(t, old, lost)
	now, took := p.settled(t, 60*time.Second)
	if now == old {
		t.Error("the old master is the master again")
	}
	t.Logf("both back: the old master follows, all Redis pods ready after %.1f s", took.Seconds())
	took = waitFor(t, "MinIO is ready", 60*time.Second, func() bool { return ready(p.minio) })
	t.Logf("all MinIO pods ready %.1f s later, the writer stands still for %.1f s", took.Seconds(), w.lap().Seconds())

	// The kubelet restarts a crashed container at once.
	kills = append(kills, time.Now())
	now.Container("redis").Crash()
	w.progress(t, 10)
	again, took := p.settled(t, 60*time.Second)
	t.Logf("kill -9 of the master's Redis, restarted at once: master %s then %s, settled after %.1f s, the writer stands still for %.1f s",
		now.Name, again.Name, took.Seconds(), w.lap().Seconds())

	w.progress(t, 10)
	names, failed := w.end()
	noErrors(t, failed, kills...)
	other := p.mountPod(t, "mount-after-failover")
	verify(t, other, names)
	fsck(t, other)
}

// testRestartAll kills every pod of a store at once. Clients may get errors;
// what was acknowledged must be there afterwards.
func (p *plane) testRestartAll(t *testing.T) {
	mount := p.mountPod(t, "mount-restart")
	w := startWriter(t, mount, "restart")
	w.progress(t, 20)
	w.lap()

	together(p.redis, (*pod.Pod).Kill)
	start(t, p.redis...)
	master, took := p.settled(t, 90*time.Second)
	w.progress(t, 10)
	t.Logf("all Redis pods killed: settled on %s %.1f s after their start, the writer stands still for %.1f s", master.Name, took.Seconds(), w.lap().Seconds())

	together(p.minio, (*pod.Pod).Kill)
	start(t, p.minio...)
	took = waitFor(t, "MinIO is ready", 90*time.Second, func() bool { return ready(p.minio) })
	w.progress(t, 10)
	t.Logf("all MinIO pods killed: ready %.1f s after their start, the writer stands still for %.1f s", took.Seconds(), w.lap().Seconds())

	names, failed := w.end()
	for _, f := range failed {
		t.Logf("the writer, while everything was down: %s", f.message)
	}
	other := p.mountPod(t, "mount-after-restart")
	verify(t, other, names)
	fsck(t, other)
}

// newMaster waits until the other sentinels name a new master and it agrees.
func (p *plane) newMaster(t *testing.T, old *pod.Pod) time.Duration {
	t.Helper()
	return waitFor(t, "another pod is master", 60*time.Second, func() bool {
		for _, by := range p.others(old) {
			named := p.told(t, by)
			if named == nil || named == old || p.role(t, named)[0] != "master" {
				return false
			}
		}
		return true
	})
}

// noErrors fails the test for each error of the writer. A transaction that is
// on its way to Redis in the moment of a kill -9 is an exception: JuiceFS
// cannot know whether it was done and gives an error at once (juicedata/juicefs
// v1.3.1, pkg/meta/redis.go, txn). The file is not acknowledged.
func noErrors(t *testing.T, failures []failure, kills ...time.Time) {
	t.Helper()
	for _, f := range failures {
		interrupted := slices.IndexFunc(kills, func(kill time.Time) bool {
			return f.when.After(kill) && f.when.Sub(kill) < time.Second
		})
		if interrupted < 0 {
			t.Errorf("the writer got an error: %s", f.message)
			continue
		}
		t.Logf("in the moment of a kill: %s", f.message)
		kills = slices.Delete(kills, interrupted, interrupted+1)
	}
}
