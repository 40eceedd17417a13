package storage

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/flinkgen/flinkgen/test/storage/pod"
)

func inode(c *pod.Container, path string) uint64 {
	outside, err := c.Path(path)
	if err != nil {
		return 0
	}
	info, err := os.Stat(outside)
	if err != nil {
		return 0
	}
	return info.Sys().(*syscall.Stat_t).Ino
}

// writer writes one file after the other, syncs each, and remembers it as
// acknowledged when the sync has returned.
type writer struct {
	directory string
	prefix    string
	stop      chan struct{}
	done      sync.WaitGroup

	mutex  sync.Mutex
	acked  []string
	last   time.Time
	stall  time.Duration
	errors []error
}

func startWriter(t *testing.T, mount *pod.Pod, prefix string) *writer {
	t.Helper()
	directory, err := mount.Container("mount").Path(mountPath)
	if err != nil {
		t.Fatal(err)
	}
	w := &writer{directory: directory, prefix: prefix, stop: make(chan struct{}), last: time.Now()}
	w.done.Go(w.run)
	return w
}

func (w *writer) run() {
	for i := 0; ; i++ {
		select {
		case <-w.stop:
			return
		default:
		}
		name := fmt.Sprintf("%s-%06d", w.prefix, i)
		err := writeSynced(filepath.Join(w.directory, name), content(name))
		w.mutex.Lock()
		now := time.Now()
		if err == nil {
			w.acked = append(w.acked, name)
			w.stall = max(w.stall, now.Sub(w.last))
			w.last = now
		} else {
			w.errors = append(w.errors, fmt.Errorf("after %.1f s without success: %w", now.Sub(w.last).Seconds(), err))
		}
		w.mutex.Unlock()
		if err != nil {
			time.Sleep(100 * time.Millisecond)
		}
	}
}

func writeSynced(path string, data []byte) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.Write(data); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	return file.Close()
}

// content follows from the name: 1 to 64 KiB.
func content(name string) []byte {
	random := rand.NewChaCha8(sha256.Sum256([]byte(name)))
	data := make([]byte, 1<<10+random.Uint64()%(63<<10))
	_, _ = random.Read(data)
	return data
}

// progress waits until the writer has written again, for the given number of files.
func (w *writer) progress(t *testing.T, files int) {
	t.Helper()
	before := w.count()
	waitFor(t, "the writer goes on", 60*time.Second, func() bool { return w.count() >= before+files })
}

func (w *writer) count() int {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return len(w.acked)
}

// lap gives the longest time without an acknowledged file since the last lap.
func (w *writer) lap() time.Duration {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	stall := max(w.stall, time.Since(w.last))
	w.stall = 0
	return stall
}

// end stops the writer and gives what it wrote and what failed.
func (w *writer) end() ([]string, []error) {
	close(w.stop)
	w.done.Wait()
	return w.acked, w.errors
}

// verify reads files through another mount, whose cache is empty.
func verify(t *testing.T, mount *pod.Pod, names []string) {
	t.Helper()
	began := time.Now()
	directory, err := mount.Container("mount").Path(mountPath)
	if err != nil {
		t.Fatal(err)
	}
	lost := 0
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(directory, name))
		if err == nil && string(data) == string(content(name)) {
			continue
		}
		if lost++; lost <= 5 {
			t.Errorf("acknowledged file %s is lost or damaged: %d bytes, %v", name, len(data), err)
		}
	}
	if lost > 0 {
		t.Errorf("%d of %d acknowledged files are lost", lost, len(names))
	}
	t.Logf("%d acknowledged files read back, %.1f s", len(names), time.Since(began).Seconds())
}
