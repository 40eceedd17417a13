package pod

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

// launch starts the container's command in new process and mount namespaces,
// inside the namespaces of the pod, and returns when the command runs.
func (c *Container) launch(description []byte) (*exec.Cmd, *oneRun, error) {
	log, err := os.OpenFile(c.LogFile(), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, nil, err
	}
	defer log.Close()
	input, feed, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	defer feed.Close()
	running, begun, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	defer running.Close()
	c.pod.mutex.Lock()
	s := c.pod.sandbox
	c.pod.mutex.Unlock()
	command := exec.Command("nsenter", s.enter(c.pod.node.executable)...)
	command.Env = []string{"PATH=" + os.Getenv("PATH"), role + "=" + roleContainer}
	command.Stdout, command.Stderr = log, log
	command.ExtraFiles = []*os.File{input, begun}
	command.SysProcAttr = &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWPID | unix.CLONE_NEWNS, Setpgid: true}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.held {
		err = fmt.Errorf("%s is held", c.Name)
	} else {
		err = command.Start()
	}
	input.Close()
	begun.Close()
	if err != nil {
		return nil, nil, err
	}
	if _, err = feed.Write(description); err == nil {
		// Closed when the command is executed, or has failed to be.
		_, err = io.Copy(io.Discard, running)
	}
	if err != nil {
		_ = command.Process.Kill()
		_ = command.Wait()
		return nil, nil, err
	}
	c.run = &oneRun{pid: command.Process.Pid, done: make(chan struct{})}
	c.status.Running = true
	return command, c.run, nil
}

// describe gives the first process of the container what it needs.
func (c *Container) describe() ([]byte, error) {
	environment, own, err := c.pod.environment(c.spec, c.image)
	if err != nil {
		return nil, err
	}
	c.environment = environment
	words, err := command(c.spec, c.image, own)
	if err != nil {
		return nil, err
	}
	identity, err := userOf(c.pod.spec.SecurityContext, c.spec.SecurityContext)
	if err != nil {
		return nil, fmt.Errorf("container %s: %w", c.Name, err)
	}
	mounts, err := c.pod.mounts(c.spec)
	if err != nil {
		return nil, err
	}
	directory := filepath.Join(c.pod.directory, "roots", c.Name)
	if err := os.MkdirAll(directory, 0o755); err != nil {
		return nil, err
	}
	at := "/"
	if c.image.Directory != "" {
		at = c.image.Directory
	}
	if c.spec.WorkingDir != "" {
		at = c.spec.WorkingDir
	}
	readOnly := c.spec.SecurityContext != nil && c.spec.SecurityContext.ReadOnlyRootFilesystem != nil && *c.spec.SecurityContext.ReadOnlyRootFilesystem
	return json.Marshal(process{
		Root: root{
			Directory: directory, ReadOnly: readOnly, Programs: c.image.Programs, Names: c.pod.names(),
			Files: c.pod.etc(c.image), Devices: c.image.Devices, Mounts: mounts,
		},
		Command: words, Environment: environment, Directory: at, User: identity,
	})
}
