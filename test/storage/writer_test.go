package storage

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
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

// The directory and the prefix of a process that only writes.
const (
	writerDirectory = "FLINKGEN_WRITER_DIRECTORY"
	writerPrefix    = "FLINKGEN_WRITER_PREFIX"
	writerSeries    = "FLINKGEN_WRITER_SERIES"
)

// writeFiles writes several series of files at the same time: it syncs each,
// and says "ok" and its name when the sync has returned, until its standard
// input ends.
func writeFiles() {
	var ended atomic.Bool
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		ended.Store(true)
	}()
	var all sync.WaitGroup
	series, _ := strconv.Atoi(os.Getenv(writerSeries))
	for number := range series {
		all.Go(func() {
			for i := 0; !ended.Load(); i++ {
				name := fmt.Sprintf("%s-%d-%06d", os.Getenv(writerPrefix), number, i)
				if err := writeSynced(filepath.Join(os.Getenv(writerDirectory), name), content(name)); err != nil {
					fmt.Println("error", err)
					time.Sleep(100 * time.Millisecond)
					continue
				}
				fmt.Println("ok", name)
			}
		})
	}
	all.Wait()
}

// writer follows a process that writes. It is a process of its own because
// every process that this one starts closes its copies of open files, and
// would wait there for a file system that stands still.
type writer struct {
	series int
	stop   io.Closer
	done   chan struct{}

	mutex    sync.Mutex
	acked    []string
	failures []failure
	// last is when each series last went on, and stall the longest pause of any.
	last  map[string]time.Time
	stall time.Duration
}

// failure is a write that was not acknowledged.
type failure struct {
	when    time.Time
	message string
}

func startWriter(t *test, mount *pod.Pod, prefix string, series int) *writer {
	t.Helper()
	directory, err := mount.Container("mount").Path(mountPath)
	if err != nil {
		t.Fatal(err)
	}
	executable, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(executable)
	command.Env = append(os.Environ(), writerDirectory+"="+directory, writerPrefix+"="+prefix, writerSeries+"="+strconv.Itoa(series))
	command.Stderr = os.Stderr
	input, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	w := &writer{series: series, stop: input, done: make(chan struct{}), last: map[string]time.Time{}}
	go func() {
		defer close(w.done)
		w.follow(output)
		_ = command.Wait()
	}()
	t.Cleanup(func() { _ = command.Process.Kill() })
	return w
}

func (w *writer) follow(output io.Reader) {
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		kind, text, _ := strings.Cut(lines.Text(), " ")
		w.mutex.Lock()
		now := time.Now()
		if kind == "ok" {
			w.acked = append(w.acked, text)
			one := text[:strings.LastIndex(text, "-")]
			if last, found := w.last[one]; found {
				w.stall = max(w.stall, now.Sub(last))
			}
			w.last[one] = now
		} else {
			w.failures = append(w.failures, failure{now, text})
		}
		w.mutex.Unlock()
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

// progress waits until every series has gone on.
func (w *writer) progress(t *test) {
	t.Helper()
	began := time.Now()
	waitFor(t, "the writer goes on", 200*time.Second, func() bool {
		w.mutex.Lock()
		defer w.mutex.Unlock()
		for _, last := range w.last {
			if last.Before(began) {
				return false
			}
		}
		return len(w.last) == w.series
	})
}

func (w *writer) count() int {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return len(w.acked)
}

// lap gives the longest pause of any series since the last lap.
func (w *writer) lap() time.Duration {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	stall := w.stall
	w.stall = 0
	return stall
}

// end stops the writer when its files are written, and gives what it wrote and
// what failed.
func (w *writer) end(t *test) ([]string, []failure) {
	t.Helper()
	w.stop.Close()
	select {
	case <-w.done:
	case <-time.After(3 * time.Minute):
		t.Fatal("the writer does not end")
	}
	return w.acked, w.failures
}

// verify reads files through another mount, whose cache is empty.
func verify(t *test, mount *pod.Pod, names []string) {
	t.Helper()
	began := time.Now()
	directory, err := mount.Container("mount").Path(mountPath)
	if err != nil {
		t.Fatal(err)
	}
	var lost, late atomic.Int32
	var all sync.WaitGroup
	queue := make(chan string)
	for range 8 {
		all.Go(func() {
			for name := range queue {
				data, err := readSoon(filepath.Join(directory, name), &late)
				if err == nil && string(data) == string(content(name)) {
					continue
				}
				if lost.Add(1) <= 5 {
					t.Errorf("acknowledged file %s is lost or damaged: %d bytes, %v", name, len(data), err)
				}
			}
		})
	}
	for _, name := range names {
		queue <- name
	}
	close(queue)
	all.Wait()
	if lost.Load() > 0 {
		t.Errorf("%d of %d acknowledged files are lost", lost.Load(), len(names))
	}
	t.Logf("%d acknowledged files read back, %d at a second try, %.1f s", len(names), late.Load(), time.Since(began).Seconds())
}

// readSoon reads a file, for a minute where that fails: for some seconds after
// a MinIO pod came back, MinIO does not find objects that were written while
// it was away, though the drives of the others hold them.
func readSoon(path string, late *atomic.Int32) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err == nil {
		return data, nil
	}
	late.Add(1)
	for began := time.Now(); err != nil && time.Since(began) < time.Minute; {
		time.Sleep(time.Second)
		data, err = os.ReadFile(path)
	}
	return data, err
}
