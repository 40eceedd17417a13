package pod

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// Execute runs a command in the container, as its user and with its
// environment, and gives what it wrote. When the context ends, the command and
// all that it started are killed.
func (c *Container) Execute(ctx context.Context, words ...string) (string, error) {
	run := c.current()
	if run == nil {
		return "", fmt.Errorf("container %s does not run", c.Name)
	}
	identity, err := userOf(c.pod.spec.SecurityContext, c.spec.SecurityContext)
	if err != nil {
		return "", err
	}
	arguments := slices.Concat(
		[]string{"--target", strconv.Itoa(run.pid), "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd", "--"},
		identity.setpriv(), words)
	command := exec.CommandContext(ctx, "nsenter", arguments...)
	command.Env = c.environment
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGKILL) }
	command.WaitDelay = time.Second
	output, err := command.CombinedOutput()
	if ctx.Err() != nil {
		err = errors.Join(ctx.Err(), err)
	}
	return string(output), err
}

// Path leads from outside to a path inside the running container.
func (c *Container) Path(path string) (string, error) {
	return c.Process("root", path)
}

// Process leads to the directory below /proc of the container's first process.
func (c *Container) Process(parts ...string) (string, error) {
	run := c.current()
	if run == nil {
		return "", fmt.Errorf("container %s does not run", c.Name)
	}
	return filepath.Join(append([]string{"/proc", strconv.Itoa(run.pid)}, parts...)...), nil
}
