package storage

import (
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/flinkgen/flinkgen/test/storage/pod"
)

func TestExperiment(t *testing.T) {
	p := newPlane(t)
	start(t, p.redis...)
	start(t, p.minio...)
	p.settled(t, 60*time.Second)
	waitFor(t, "minio", 60*time.Second, func() bool { return ready(p.minio) })
	secret := p.fileSystem(t)
	original := string(secret.Data["metaurl"])
	const list = "redis-node-0.redis-headless.redis.svc.cluster.local,redis-node-1.redis-headless.redis.svc.cluster.local,redis-node-2.redis-headless.redis.svc.cluster.local:26379/0"
	if !strings.HasSuffix(original, list) {
		t.Fatal(original)
	}
	first := true
	for _, form := range strings.Split(os.Getenv("FORMS"), " ") {
		url := strings.TrimSuffix(original, list)
		switch {
		case form == "list":
			url = original
		case form == "headless":
			url += "redis-headless.redis.svc.cluster.local:26379/0"
		case form == "vip":
			url += "redis.redis.svc.cluster.local:26379/0"
		default:
			url = original + form
		}
		secret.Data["metaurl"] = []byte(url)
		for _, mode := range strings.Split(os.Getenv("MODES"), " ") {
			t.Run(form+"/"+mode, func(t *testing.T) {
				var ws []*writer
				for i := range 5 {
					name := strings.Trim(strings.NewReplacer("?", "", "=", "", "&", "").Replace(form), "") + mode + string(rune('a'+i))
					if first {
						first = false
						verify(t, p.mountPod(t, "first"), nil)
					}
					ws = append(ws, startWriter(t, p.mountPod(t, "m"+name), name))
				}
				for _, w := range ws {
					w.progress(t, 5)
					w.lap()
				}
				old, _ := p.settled(t, 60*time.Second)
				if mode == "lose" {
					if err := old.Lose(); err != nil {
						t.Fatal(err)
					}
				} else {
					old.Kill()
				}
				took := p.newMaster(t, old)
				var all sync.WaitGroup
				for i, w := range ws {
					all.Go(func() {
						before := w.count()
						began := time.Now()
						for w.count() < before+5 && time.Since(began) < 120*time.Second {
							time.Sleep(50 * time.Millisecond)
						}
						t.Logf("%s %s writer %d: new master %.1f s, stall %.1f s", form, mode, i, took.Seconds(), w.lap().Seconds())
					})
				}
				all.Wait()
				if err := old.Start(); err != nil {
					t.Fatal(err)
				}
				p.settled(t, 60*time.Second)
				for i, w := range ws {
					if w == nil {
						continue
					}
					_, errs := w.end()
					for _, e := range errs {
						t.Logf("%s %s writer %d ERROR %v", form, mode, i, e)
					}
				}
			})
		}
	}
	_ = pod.Startup
}
