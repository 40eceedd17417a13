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

// program is a running program.
type program struct {
	name string
	// ended is closed when the program has ended, with the error in err.
	ended chan struct{}
	err   error
}

func (p *program) over() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// showLogs is the variable of the environment that shows the end of all logs of
// a failed test, not only of a program that ended too early.
const showLogs = "FLINKGEN_E2E_LOGS"

// run starts a program that ends with the test, with its log in the directory.
func (c *Cluster) run(t *testing.T, name string, arguments ...string) {
	t.Helper()
	log, err := os.Create(c.file(name + ".log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(filepath.Join(os.Getenv(programs), name), arguments...)
	cmd.Stdout, cmd.Stderr, cmd.Dir = log, log, c.Directory
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	p := &program{name: name, ended: make(chan struct{})}
	started := make(chan error)
	go func() {
		// The thread that starts a process must live as long as the process.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
		}
		_ = log.Close() // only the log of a test
		close(p.ended)
	}()
	if err := <-started; err != nil {
		t.Fatal(err)
	}
	c.programs = append(c.programs, p)
	t.Cleanup(func() {
		if t.Failed() && os.Getenv(showLogs) != "" {
			t.Logf("the end of the log of %s:\n%s", name, tail(log.Name()))
		}
		if p.over() {
			t.Errorf("%s ended before the test: %v\n%s", name, p.err, tail(log.Name()))
			return
		}
		if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM); err != nil && !errors.Is(err, syscall.ESRCH) {
			t.Errorf("stop %s: %v", name, err)
		}
		select {
		case <-p.ended:
		case <-time.After(patience):
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // ended meanwhile is as good
			<-p.ended
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
