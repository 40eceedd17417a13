package pod

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// process is the first process of a container.
type process struct {
	Root        root
	Command     []string
	Environment []string
	Directory   string
	User        user
}

// becomeContainer makes the root file system, gives up rights, and turns this
// process into the container's command. It reads what to do from descriptor 3.
func becomeContainer() error {
	runtime.LockOSThread()
	input := os.NewFile(3, "process")
	var p process
	if err := json.NewDecoder(input).Decode(&p); err != nil {
		return fmt.Errorf("read what to run: %w", err)
	}
	input.Close()
	// Tells the kubelet that the command is executed.
	unix.CloseOnExec(4)
	if err := p.Root.enter(); err != nil {
		return err
	}
	if err := os.Chdir(p.Directory); err != nil {
		return err
	}
	path, err := lookPath(p.Command[0], p.Environment)
	if err != nil {
		return err
	}
	if err := p.User.become(); err != nil {
		return err
	}
	return fmt.Errorf("%s: %w", path, syscall.Exec(path, p.Command, p.Environment))
}

// lookPath finds a program on the PATH of the container.
func lookPath(name string, environment []string) (string, error) {
	if filepath.Base(name) != name {
		return name, nil
	}
	for _, directory := range filepath.SplitList(variable(environment, "PATH")) {
		path := filepath.Join(directory, name)
		if unix.Access(path, unix.X_OK) == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("%s: %w", name, exec.ErrNotFound)
}
