package storage

import (
	"slices"
	"testing"
	"time"

	"github.com/flinkgen/flinkgen/test/storage/pod"
)

// longestStall is the longest pause that a writer may see when a master dies.
const longestStall = 20 * time.Second

func (p *plane) testMount(t *testing.T) {
	mount := p.mountPod(t, "mount-first")
	w := startWriter(t, mount, "first")
	w.progress(t)
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
	w.progress(t)
	var kills []time.Time

	// Twice, so that one of the masters is not the pod whose sentinel JuiceFS
	// asks first.
	for range 2 {
		old, _ := p.settled(t, 30*time.Second)
		w.lap()
		kills = append(kills, time.Now())
		old.Kill()
		took := p.newMaster(t, old)
		w.progress(t)
		stall := w.lap()
		t.Logf("kill -9 of the master's pod %s: sentinels name another after %.1f s, the writer stands still for %.1f s", old.Name, took.Seconds(), stall.Seconds())
		if stall > longestStall {
			t.Errorf("the writer stands still for %.1f s, more than %v", stall.Seconds(), longestStall)
		}
		start(t, old)
		now, took := p.settled(t, 60*time.Second)
		if now == old {
			t.Error("the old master is the master again")
		}
		t.Logf("%s is back: it follows %s, all Redis pods ready after %.1f s", old.Name, now.Name, took.Seconds())
	}

	lost := p.minio[1]
	w.lap()
	lost.Kill()
	for began := time.Now(); time.Since(began) < 5*time.Second; {
		w.progress(t)
	}
	t.Logf("kill -9 of a MinIO pod: the writer stands still for %.1f s", w.lap().Seconds())
	start(t, lost)
	took := waitFor(t, "MinIO is ready", 60*time.Second, func() bool { return ready(p.minio) })
	w.progress(t)
	t.Logf("all MinIO pods ready after %.1f s, the writer stands still for %.1f s", took.Seconds(), w.lap().Seconds())

	// The kubelet restarts a crashed container at once.
	now, _ := p.settled(t, 30*time.Second)
	kills = append(kills, time.Now())
	now.Container("redis").Crash()
	w.progress(t)
	again, took := p.settled(t, 60*time.Second)
	w.progress(t)
	t.Logf("kill -9 of the master's Redis, restarted at once: master %s then %s, settled after %.1f s, the writer stands still for %.1f s",
		now.Name, again.Name, took.Seconds(), w.lap().Seconds())

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
	w.progress(t)
	w.lap()

	together(p.redis, (*pod.Pod).Kill)
	start(t, p.redis...)
	master, took := p.settled(t, 90*time.Second)
	w.progress(t)
	t.Logf("all Redis pods killed: settled on %s %.1f s after their start, the writer stands still for %.1f s", master.Name, took.Seconds(), w.lap().Seconds())

	together(p.minio, (*pod.Pod).Kill)
	start(t, p.minio...)
	took = waitFor(t, "MinIO is ready", 90*time.Second, func() bool { return ready(p.minio) })
	w.progress(t)
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
		if slices.ContainsFunc(kills, func(kill time.Time) bool {
			return f.when.After(kill) && f.when.Sub(kill) < time.Second
		}) {
			t.Logf("in the moment of a kill: %s", f.message)
			continue
		}
		t.Errorf("the writer got an error: %s", f.message)
	}
}
