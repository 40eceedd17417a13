package storage

import (
	"fmt"
	"sync"
	"time"

	"github.com/flinkgen/flinkgen/test/storage/pod"
)

// testStop stops the master as a node drain does, and then a MinIO pod.
func (p *plane) testStop(t *test) {
	mount := p.mountPod(t, "mount-stop")
	w := startWriter(t, mount, "stop", series)
	w.progress(t)
	w.lap()
	master, _ := p.settled(t, 30*time.Second)
	gap := p.watchMaster(t)
	stopped(t, master)
	took := p.newMaster(t, master)
	if took > time.Second {
		t.Errorf("%.1f s after the master has stopped there is no other", took.Seconds())
	}
	w.progress(t)
	longest := gap()
	t.Logf("the master stops: clients of Redis cannot write for %.2f s, the writer stands still for %.1f s", longest.Seconds(), w.lap().Seconds())
	if longest > 5*time.Second {
		t.Errorf("the hand-over takes %.1f s, no less than a crash", longest.Seconds())
	}
	start(t, master)
	_, took = p.settled(t, 60*time.Second)
	t.Logf("the old master is back as replica after %.1f s", took.Seconds())

	// MinIO ends at once when it is told to, with requests under way: see killMinIO.
	stopped(t, p.minio[2])
	w.progress(t)
	t.Logf("a MinIO pod stops: the writer stands still for %.1f s", w.lap().Seconds())
	start(t, p.minio[2])
	took = waitFor(t, "MinIO is ready", 60*time.Second, func() bool { return ready(p.minio) })
	t.Logf("it is ready again after %.1f s", took.Seconds())

	names, failed := w.end(t)
	noErrors(t, failed)
	verify(t, p.mountPod(t, "mount-after-stop"), names)
}

// stopped stops a pod and checks that its containers ended by themselves.
func stopped(t *test, p *pod.Pod) {
	t.Helper()
	for _, result := range p.Stop() {
		t.Logf("%s/%s: hook %.1f s, stopped after %.1f s %s", p.Name, result.Container, result.Hook.Seconds(), result.Total.Seconds(), result.Output)
		if result.Error != nil {
			t.Errorf("the preStop hook of %s failed: %v", result.Container, result.Error)
		}
		if result.Killed {
			t.Errorf("%s was killed at the end of the grace period", result.Container)
		}
	}
}

// testQuorum takes two of three pods away. The last ones must stop being
// ready, and must not be restarted, since that would not help.
func (p *plane) testQuorum(t *test) {
	master, _ := p.settled(t, 30*time.Second)
	last := p.others(master)[0]
	together([]*pod.Pod{master, p.others(master)[1], p.minio[0], p.minio[1]}, (*pod.Pod).Kill)
	began := time.Now()
	var waiting sync.WaitGroup
	for _, x := range []struct {
		pod       *pod.Pod
		container string
	}{{last, "redis"}, {last, "sentinel"}, {p.minio[2], "minio"}} {
		c := x.pod.Container(x.container)
		waiting.Go(func() {
			probe := c.Probe(t.Context(), pod.Readiness)
			for probe == nil && time.Since(began) < 40*time.Second {
				time.Sleep(100 * time.Millisecond)
				probe = c.Probe(t.Context(), pod.Readiness)
			}
			first := time.Since(began)
			for c.Status().Ready && time.Since(began) < 60*time.Second {
				time.Sleep(100 * time.Millisecond)
			}
			t.Logf("%s: readiness fails after %.1f s, not ready after %.1f s: %v", c.Name, first.Seconds(), time.Since(began).Seconds(), probe)
			if c.Status().Ready {
				t.Errorf("%s is still ready without quorum", c.Name)
			}
			if err := c.Probe(t.Context(), pod.Liveness); err != nil {
				t.Errorf("%s is not alive without quorum: %v", c.Name, err)
			}
			if restarts := c.Status().Restarts; restarts > 0 {
				t.Errorf("%s was restarted %d times", c.Name, restarts)
			}
		})
	}
	waiting.Wait()
	start(t, master, p.others(master)[1], p.minio[0], p.minio[1])
	now, took := p.settled(t, 60*time.Second)
	t.Logf("Redis is back after %.1f s, master %s then %s", took.Seconds(), master.Name, now.Name)
	took = waitFor(t, "MinIO is ready", 60*time.Second, func() bool { return ready(p.minio) })
	t.Logf("MinIO is back %.1f s later", took.Seconds())
	fsck(t, p.mountPod(t, "mount-after-quorum"))
}

// watchMaster writes to the master that the sentinels name, again and again.
// The function that it gives ends that and says for how long no write worked.
func (p *plane) watchMaster(t *test) func() time.Duration {
	t.Helper()
	password, _ := p.redisPasswords(t)
	stop := make(chan struct{})
	var longest time.Duration
	var done sync.WaitGroup
	done.Go(func() {
		last := time.Now()
		var to *connection
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
			if to == nil {
				to = p.dialMaster(t, password)
			}
			if to == nil {
				continue
			}
			if _, err := to.do("SET", "e2e-watch", fmt.Sprint(i)); err != nil {
				to.socket.Close()
				to = nil
				continue
			}
			longest, last = max(longest, time.Since(last)), time.Now()
		}
	})
	return func() time.Duration {
		close(stop)
		done.Wait()
		return longest
	}
}

func (p *plane) dialMaster(t *test, password string) *connection {
	t.Helper()
	for _, by := range p.redis {
		if named := p.told(t, by); named != nil {
			if c, err := dial(named, 6379, password); err == nil {
				return c
			}
		}
	}
	return nil
}

// together does something to several pods at the same time.
func together(pods []*pod.Pod, do func(*pod.Pod)) {
	var all sync.WaitGroup
	for _, p := range pods {
		all.Go(func() { do(p) })
	}
	all.Wait()
}
