package controlplane

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// patience is how long a process may take to end when asked to.
const patience = 10 * time.Second

// run starts a program that ends with the test, with its log in the directory.
// The end of the log of a failed test is shown.
func run(t testing.TB, directory, name string, arguments ...string) {
	t.Helper()
	file := filepath.Join(directory, name+".log")
	log, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(filepath.Join(os.Getenv(programs), name), arguments...)
	cmd.Stdout, cmd.Stderr, cmd.Dir = log, log, directory
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	started, ended := make(chan error), make(chan error, 1)
	go func() {
		// The thread that starts a process must live as long as the process.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			ended <- cmd.Wait()
		}
		_ = log.Close()
	}()
	if err := <-started; err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the end of the log of %s:\n%s", name, tail(file))
		}
		// A process that is gone already has ended badly.
		select {
		case err := <-ended:
			t.Errorf("%s ended before the test: %v", name, err)
			return
		default:
		}
		if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM); err != nil && !errors.Is(err, syscall.ESRCH) {
			t.Errorf("stop %s: %v", name, err)
		}
		select {
		case <-ended:
		case <-time.After(patience):
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // ended meanwhile is as good
			<-ended
		}
	})
}

// tail is the last lines of a file.
func tail(file string) []byte {
	data, err := os.ReadFile(file)
	if err != nil {
		return []byte(err.Error())
	}
	lines := bytes.Split(data, []byte("\n"))
	return bytes.Join(lines[max(0, len(lines)-15):], []byte("\n"))
}
