package storage

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/flinkgen/flinkgen/test/storage/pod"
)

// testStart starts one pod of each store, which must not become ready alone,
// and then the rest.
func (p *plane) testStart(t *test) {
	start(t, p.redis[0], p.minio[0])
	redis, minio := p.redis[0], p.minio[0]
	waitFor(t, "the first sentinel answers", 30*time.Second, func() bool { return redis.Container("sentinel").Status().Started })
	waitFor(t, "the first MinIO runs", 30*time.Second, func() bool { return minio.Container("minio").Status().Running })
	for range 20 {
		if redis.Ready() || minio.Ready() {
			t.Fatal("a pod is ready alone")
		}
		for _, c := range []*pod.Container{redis.Container("redis"), redis.Container("sentinel"), minio.Container("minio")} {
			if c.Probe(t.Context(), pod.Readiness) == nil {
				t.Fatalf("the readiness probe of %s succeeds though the other pods do not run", c.Name)
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Logf("alone: sentinel: %v; minio: %v", redis.Container("sentinel").Probe(t.Context(), pod.Readiness), minio.Container("minio").Probe(t.Context(), pod.Readiness))

	start(t, p.redis[1], p.redis[2], p.minio[1], p.minio[2])
	began := time.Now()
	master, took := p.settled(t, 60*time.Second)
	t.Logf("Redis: all ready, master %s, %.1f s", master.Name, took.Seconds())
	waitFor(t, "all MinIO pods are ready", 60*time.Second, func() bool { return ready(p.minio) })
	t.Logf("MinIO: all ready, %.1f s", time.Since(began).Seconds())
}

// testContainers looks at the processes from inside: who they are, what they
// may do, and that nothing but the volumes can be written.
func (p *plane) testContainers(t *test) {
	for _, x := range []struct {
		container *pod.Container
		identity  string
		writable  []string
		readOnly  []string
	}{
		{p.redis[1].Container("redis"), "999", []string{"/data", "/run/redis"}, []string{"/opt/redis/config", "/opt/redis/scripts"}},
		{p.redis[1].Container("sentinel"), "999", []string{"/data"}, []string{"/opt/redis/config", "/opt/redis/scripts"}},
		{p.minio[1].Container("minio"), "1000", []string{"/data-0", "/data-1", "/tmp"}, []string{"/etc/minio/credentials"}},
	} {
		process, err := x.container.Process("status")
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(process)
		if err != nil {
			t.Fatal(err)
		}
		status := fields(string(text))
		for field, want := range map[string]string{
			"Uid": strings.Repeat(x.identity+" ", 4), "Gid": strings.Repeat(x.identity+" ", 4),
			"CapPrm": "0000000000000000 ", "CapBnd": "0000000000000000 ", "NoNewPrivs": "1 ",
		} {
			if status[field] != want {
				t.Errorf("%s: %s is %q, want %q", x.container.Name, field, status[field], want)
			}
		}
		try := func(directory string, want bool) {
			output, err := x.container.Execute(t.Context(), "sh", "-c", "f="+directory+"/.written; : >$f && rm $f")
			if (err == nil) != want {
				t.Errorf("%s: %s writable: %v, want %v: %s", x.container.Name, directory, err == nil, want, output)
			}
		}
		for _, directory := range x.writable {
			try(directory, true)
		}
		for _, directory := range append(x.readOnly, "/", "/etc", "/usr", "/usr/local/bin", "/var", "/home", "/root") {
			try(directory, false)
		}
	}
	p.testCommandLines(t)
}

// testCommandLines looks for passwords in what every user of a node can see.
func (p *plane) testCommandLines(t *test) {
	t.Helper()
	redis, sentinel := p.redisPasswords(t)
	files, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil || len(files) == 0 {
		t.Fatal("no processes:", err)
	}
	for _, file := range files {
		line, _ := os.ReadFile(file)
		for _, password := range []string{redis, sentinel} {
			if strings.Contains(string(line), password) {
				t.Errorf("a password is on a command line: %s", strings.Fields(strings.ReplaceAll(string(line), "\x00", " "))[0])
			}
		}
	}
}

func fields(status string) map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(status) {
		name, value, _ := strings.Cut(line, ":")
		all[name] = strings.Join(strings.Fields(value), " ") + " "
	}
	return all
}
