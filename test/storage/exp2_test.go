package storage

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestManyWriters(t *testing.T) {
	p := newPlane(t)
	start(t, p.redis...)
	start(t, p.minio...)
	p.settled(t, 60*time.Second)
	waitFor(t, "minio", 60*time.Second, func() bool { return ready(p.minio) })
	secret := p.fileSystem(t)
	original := string(secret.Data["metaurl"])
	secret.Data["metaurl"] = []byte(original[:strings.Index(original, "mymaster,")] + "mymaster,redis-headless.redis.svc.cluster.local:26379/0" + os.Getenv("QUERY"))
	class := p.storageClass(t)
	options := class.MountOptions
	for round, extra := range strings.Split(os.Getenv("EXTRA"), " ") {
		class.MountOptions = append(options[:len(options):len(options)], extra)
		mount := p.mountPod(t, fmt.Sprintf("m%d", round))
		var ws []*writer
		for i := range 60 {
			ws = append(ws, startWriter(t, mount, fmt.Sprintf("r%d-%d", round, i)))
		}
		time.Sleep(3 * time.Second)
		for _, w := range ws {
			w.lap()
		}
		old, _ := p.settled(t, 60*time.Second)
		old.Kill()
		took := p.newMaster(t, old)
		var all sync.WaitGroup
		stall := make([]time.Duration, len(ws))
		for i, w := range ws {
			all.Go(func() {
				before := w.count()
				began := time.Now()
				for w.count() < before+1 && time.Since(began) < 120*time.Second {
					time.Sleep(50 * time.Millisecond)
				}
				stall[i] = w.lap()
			})
		}
		all.Wait()
		start(t, old)
		p.settled(t, 60*time.Second)
		failed := 0
		longest := time.Duration(0)
		for i, w := range ws {
			_, errs := w.end()
			if len(errs) > 0 {
				failed++
				if failed < 4 {
					t.Logf("ERROR %v", errs[0])
				}
			}
			longest = max(longest, stall[i])
		}
		if failed > 0 || longest > 25*time.Second {
			log, _ := os.ReadFile(mount.Container("mount").LogFile())
			t.Logf("MOUNTLOG %s", log)
		}
		t.Logf("WRITERS %q: %d of %d failed; new master %.1f s; longest %.1f s", extra, failed, len(ws), took.Seconds(), longest.Seconds())
	}
}
