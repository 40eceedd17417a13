package pod

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// What this program is when it starts itself again.
const (
	role          = "FLINKGEN_POD_ROLE"
	roleReaper    = "reaper"
	roleNode      = "node"
	roleContainer = "container"
)

// Init must be the first call of TestMain. It returns where the tests are to
// run: not in the first process of a container, nor in that of the namespaces.
func Init() {
	switch os.Getenv(role) {
	case roleReaper:
		os.Exit(reap())
	case roleContainer:
		err := becomeContainer()
		fmt.Fprintln(os.Stderr, "container:", err)
		os.Exit(128)
	}
}

// Inside says whether this process runs in the namespaces of Enter.
func Inside() bool { return os.Getenv(role) == roleNode }

// Enter runs this program again, with the same arguments, in namespaces of its
// own and returns its exit code. The environment is given to it besides this
// process's.
func Enter(environment ...string) (int, error) {
	if err := Check(); err != nil {
		return 1, err
	}
	// The child is killed when the thread that made it ends.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	executable, err := os.Executable()
	if err != nil {
		return 1, err
	}
	command := exec.Command(executable, os.Args[1:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	command.Env = append(append(os.Environ(), environment...), role+"="+roleReaper)
	command.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: unix.CLONE_NEWNS | unix.CLONE_NEWNET | unix.CLONE_NEWPID | unix.CLONE_NEWIPC,
		Pdeathsig:  syscall.SIGKILL,
	}
	// The tests end by the same signal and clean up; this process waits.
	ignored := make(chan os.Signal, 8)
	signal.Notify(ignored, syscall.SIGINT)
	defer signal.Stop(ignored)
	if err := command.Start(); err != nil {
		return 1, fmt.Errorf("cannot make namespaces: %w", err)
	}
	err = command.Wait()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return max(exit.ExitCode(), 1), nil
	}
	return 0, err
}

// reap runs the tests as a child of this first process of the namespace, which
// inherits all orphans. Without it a killed probe would stay a zombie, and its
// container could never end.
func reap() int {
	executable, err := os.Executable()
	if err == nil {
		err = os.Setenv(role, roleNode)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	node, err := os.StartProcess(executable, os.Args, &os.ProcAttr{Files: []*os.File{os.Stdin, os.Stdout, os.Stderr}})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	signal.Ignore(syscall.SIGINT)
	for {
		var status syscall.WaitStatus
		pid, err := syscall.Wait4(-1, &status, 0, nil)
		switch {
		case errors.Is(err, syscall.EINTR):
		case err != nil:
			return 1
		case pid == node.Pid && status.Exited():
			return status.ExitStatus()
		case pid == node.Pid:
			return 1
		}
	}
}

// Check says what this machine lacks.
func Check() error {
	var missing []error
	if os.Geteuid() != 0 {
		missing = append(missing, errors.New("not root: pods need namespaces and mounts"))
	}
	if _, err := os.Stat("/dev/fuse"); err != nil {
		missing = append(missing, errors.New("no /dev/fuse: JuiceFS cannot be mounted"))
	} else if file, err := os.OpenFile("/dev/fuse", os.O_RDWR, 0); err != nil {
		missing = append(missing, fmt.Errorf("/dev/fuse cannot be opened: %w", err))
	} else {
		file.Close()
	}
	for _, name := range []string{"net", "mnt", "pid", "uts", "ipc"} {
		if _, err := os.Stat("/proc/self/ns/" + name); err != nil {
			missing = append(missing, fmt.Errorf("no %s namespaces", name))
		}
	}
	for _, tool := range []string{"ip", "nsenter", "setpriv"} {
		if _, err := exec.LookPath(tool); err != nil {
			missing = append(missing, fmt.Errorf("no program %s (Debian packages iproute2, util-linux)", tool))
		}
	}
	return errors.Join(missing...)
}

// settle makes the mounts of this process its own, with a /proc that shows the
// processes of its namespace.
func settle() error {
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("private mounts: %w", err)
	}
	if err := unix.Mount("proc", "/proc", "proc", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, ""); err != nil {
		return fmt.Errorf("mount /proc: %w", err)
	}
	return nil
}

// run runs a program and gives its output with the error.
func run(input string, name string, arguments ...string) error {
	command := exec.Command(name, arguments...)
	command.Stdin = strings.NewReader(input)
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w: %s", name, strings.Join(arguments, " "), err, output)
	}
	return nil
}
