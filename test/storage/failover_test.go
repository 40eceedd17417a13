package storage

import (
	"slices"
	"time"

	"github.com/flinkgen/flinkgen/test/storage/pod"
)

// series is how many files most writers write at the same time. Whether JuiceFS
// outlasts a failover depends on pauses that it draws by lot, for each call.
const series = 8

// longestStall is the longest pause that a writer may see when a master dies:
// a failover, and the ten tries of JuiceFS to reach a sentinel that is gone.
const longestStall = 40 * time.Second

func (p *plane) testMount(t *test) {
	mount := p.mountPod(t, "mount-first")
	w := startWriter(t, mount, "first", series)
	w.progress(t)
	names, failed := w.end(t)
	noErrors(t, failed)
	other := p.mountPod(t, "mount-second")
	verify(t, other, names)
	fsck(t, other)
}

// testFailover kills what a node can take with it, one after the other, below
// writers that must not notice more than a pause.
func (p *plane) testFailover(t *test) {
	mount := p.mountPod(t, "mount-failover")
	first := startWriter(t, mount, "minio", 2)
	first.progress(t)
	p.killMinIO(t, mount, first)

	second := startWriter(t, mount, "redis", series)
	second.progress(t)
	// Twice, so that one of the masters is not the pod whose sentinel JuiceFS
	// asks first.
	kills := []time.Time{p.killMaster(t, second), p.killMaster(t, second), p.crashMaster(t, second)}

	names, failed := second.end(t)
	noErrors(t, failed, kills...)
	more, failed := first.end(t)
	noErrors(t, failed, kills...)
	t.Logf("the writer that saw a MinIO pod killed stood still for %.1f s", first.lap().Seconds())
	other := p.mountPod(t, "mount-after-failover")
	verify(t, other, append(names, more...))
	fsck(t, other)
}

// killMinIO kills a MinIO pod for some seconds. A file that was being stored
// through this pod stays locked until the other pods give up its lock, after
// one to two minutes (minio/minio, internal/dsync and cmd/lock-rest-server.go);
// all else goes on.
func (p *plane) killMinIO(t *test, mount *pod.Pod, w *writer) {
	t.Helper()
	lost := p.minio[1]
	before := w.count()
	lost.Kill()
	fresh := startWriter(t, mount, "without", 1)
	for began := time.Now(); time.Since(began) < 5*time.Second; {
		fresh.progress(t)
	}
	names, failed := fresh.end(t)
	noErrors(t, failed)
	t.Logf("kill -9 of a MinIO pod: %d files by the writer, %d by a new one, which stands still for %.1f s", w.count()-before, len(names), fresh.lap().Seconds())
	start(t, lost)
	took := waitFor(t, "MinIO is ready", 60*time.Second, func() bool { return ready(p.minio) })
	t.Logf("the MinIO pod is back and ready after %.1f s", took.Seconds())
}

// killMaster kills the master's pod, waits for another master, and brings the
// pod back.
func (p *plane) killMaster(t *test, w *writer) time.Time {
	t.Helper()
	old, _ := p.settled(t, 30*time.Second)
	w.progress(t)
	w.lap()
	killed := time.Now()
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
	return killed
}

// crashMaster kills the master's Redis only, which the kubelet restarts at once.
func (p *plane) crashMaster(t *test, w *writer) time.Time {
	t.Helper()
	old, _ := p.settled(t, 30*time.Second)
	w.lap()
	crashed := time.Now()
	old.Container("redis").Crash()
	w.progress(t)
	now, took := p.settled(t, 60*time.Second)
	w.progress(t)
	t.Logf("kill -9 of the master's Redis, restarted at once: master %s then %s, settled after %.1f s, the writer stands still for %.1f s",
		old.Name, now.Name, took.Seconds(), w.lap().Seconds())
	return crashed
}

// testRestartAll kills every pod of a store at once. Clients may get errors;
// what was acknowledged must be there afterwards.
func (p *plane) testRestartAll(t *test) {
	mount := p.mountPod(t, "mount-restart")
	w := startWriter(t, mount, "restart", series)
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

	names, failed := w.end(t)
	for _, f := range failed {
		t.Logf("the writer, while everything was down: %s", f.message)
	}
	other := p.mountPod(t, "mount-after-restart")
	verify(t, other, names)
	fsck(t, other)
}

// newMaster waits until the other sentinels name a new master and it agrees.
func (p *plane) newMaster(t *test, old *pod.Pod) time.Duration {
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
func noErrors(t *test, failures []failure, kills ...time.Time) {
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
