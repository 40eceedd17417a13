//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package tree

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// dirLock is a lock on a directory that ends with the process, however it ends.
type dirLock struct{ file *os.File }

// lockDir takes the lock without waiting. The error is errLocked where somebody
// else has it and errors.ErrUnsupported where the file system has no locks.
func lockDir(dir string) (dirLock, error) {
	file, err := os.Open(dir)
	if err != nil {
		return dirLock{}, err
	}
	err = unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if err == nil {
		return dirLock{file}, nil
	}
	if errors.Is(err, unix.EWOULDBLOCK) {
		err = errLocked
	} else {
		err = errors.ErrUnsupported
	}
	return dirLock{}, fmt.Errorf("lock %s: %w", dir, errors.Join(err, file.Close()))
}

// holds says that the locked directory still has this path.
func (l dirLock) holds(dir string) bool {
	locked, err := l.file.Stat()
	if err != nil {
		return false
	}
	now, err := os.Lstat(dir)
	return err == nil && os.SameFile(locked, now)
}

func (l dirLock) release() {
	if l.file != nil {
		_ = l.file.Close()
	}
}
