package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// shells are programs that may stand between Helm and flinkgen.
var shells = []string{"sh", "bash", "dash", "ash", "zsh", "busybox"}

// helmStderr opens the standard error of the parent, which is Helm, or of its
// parent where that is a shell. seen says that it is the one of flinkgen, so
// that the user has seen everything; out is nil where it cannot be written.
func helmStderr() (out *os.File, seen bool) {
	// The numbers are those of /proc, which may be mounted from outside of a
	// container.
	pid := parent("self")
	for range 3 {
		same := sameFile(pid)
		shell := slices.Contains(shells, name(pid))
		switch {
		case same && !shell:
			return nil, true
		case !same:
			return openStderr(pid), false
		}
		pid = parent(strconv.Itoa(pid))
	}
	return nil, false
}

func stderrOf(pid int) string { return fmt.Sprintf("/proc/%d/fd/2", pid) }

// sameFile says whether a process has the standard error of this one.
func sameFile(pid int) bool {
	theirs, err := os.Stat(stderrOf(pid))
	if err != nil {
		return false
	}
	ours, err := os.Stderr.Stat()
	return err == nil && os.SameFile(theirs, ours)
}

func name(pid int) string {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
	return strings.TrimSpace(string(text))
}

// parent is the process that started another one, as the fourth field of its
// stat says; the second is the name in brackets.
func parent(process string) int {
	text, _ := os.ReadFile("/proc/" + process + "/stat")
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	if len(fields) < 2 {
		return 0
	}
	number, _ := strconv.Atoi(string(fields[1]))
	return number
}

// ownNumbers says whether the numbers of /proc are those of system calls.
func ownNumbers() bool {
	number, err := os.Readlink("/proc/self")
	return err == nil && number == strconv.Itoa(os.Getpid())
}

// openStderr shares the standard error of a process. Where that is not allowed
// (yama), it is opened again, unless it is a file that the process would write
// over: it goes on at its own place.
func openStderr(pid int) *os.File {
	if ownNumbers() {
		if shared, err := shareStderr(pid); err == nil {
			return os.NewFile(uintptr(shared), stderrOf(pid))
		}
	}
	info, err := os.Stat(stderrOf(pid))
	if err != nil || info.Mode().IsRegular() {
		return nil
	}
	file, err := os.OpenFile(stderrOf(pid), os.O_WRONLY, 0)
	if err != nil {
		return nil
	}
	return file
}

func shareStderr(pid int) (int, error) {
	handle, err := unix.PidfdOpen(pid, 0)
	if err != nil {
		return 0, err
	}
	defer func() { _ = unix.Close(handle) }()
	return unix.PidfdGetfd(handle, 2, 0)
}
