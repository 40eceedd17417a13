package controlplane

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// programs is the variable of the environment that says where the programs
// are; it is set inside the namespaces.
const programs = "FLINKGEN_CONTROLPLANE_PROGRAMS"

// Main is for TestMain. It builds the programs of the control plane and more
// programs, which may need the network, and then runs the tests in namespaces of their own, where they are process 1
// and have a loopback interface.
func Main(m *testing.M, more ...Program) {
	if os.Getenv(programs) != "" {
		if err := network(); err != nil {
			fail(err)
		}
		os.Exit(m.Run())
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	start := time.Now()
	directory, err := build(ctx, more)
	if err != nil {
		fail(err)
	}
	fmt.Fprintf(os.Stderr, "built the control plane in %.1f s: %s\n", time.Since(start).Seconds(), directory)
	code, err := inside(ctx, directory)
	if err != nil {
		fail(err)
	}
	os.Exit(code)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "control plane:", err)
	os.Exit(1)
}

// inside runs this program again with new namespaces. As process 1 of its
// process namespace it takes every other process along when it ends.
func inside(ctx context.Context, directory string) (int, error) {
	program, err := os.Executable()
	if err != nil {
		return 0, err
	}
	// Tests that are interrupted do not remove their folders themselves.
	temporary, err := os.MkdirTemp("", "controlplane-")
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.RemoveAll(temporary) }()
	cmd := exec.CommandContext(ctx, program, os.Args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), programs+"="+directory, "TMPDIR="+temporary)
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWPID,
		Pdeathsig:  syscall.SIGKILL,
	}
	if os.Geteuid() != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	// The signal of a parent's death comes when the thread ends that started
	// the child.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := cmd.Start(); err != nil {
		return 0, fmt.Errorf("the tests need network and process namespaces, as root or with unprivileged user namespaces: %w", err)
	}
	err = cmd.Wait()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		// Killed by a signal is -1.
		return max(exit.ExitCode(), 1), nil
	}
	return 0, err
}
