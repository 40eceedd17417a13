package pod

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// root is the root file system of a container: a small tmpfs in which the
// parts of the machine and of the image are bound.
type root struct {
	// Directory of the machine on which the root is mounted.
	Directory string
	// ReadOnly is the container's readOnlyRootFilesystem.
	ReadOnly bool
	// Programs is the directory that stands at /usr/local/bin.
	Programs string
	// Names is the directory with the file hosts, which changes while the
	// container runs.
	Names string
	// Files are the texts of files by path.
	Files map[string]string
	// Devices below /dev besides the usual ones.
	Devices []string
	// Mounts are the volumes, in the order of their paths.
	Mounts []mount
}

// mount binds a directory or file of the machine.
type mount struct {
	Source, Path string
	ReadOnly     bool
}

// enter builds the root and makes it this process's.
func (r root) enter() error {
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("private mounts: %w", err)
	}
	if err := unix.Mount("root", r.Directory, "tmpfs", 0, "mode=755,size=64m"); err != nil {
		return fmt.Errorf("mount the root: %w", err)
	}
	for _, step := range []func() error{r.system, r.devices, r.files, r.volumes, r.pivot} {
		if err := step(); err != nil {
			return err
		}
	}
	if !r.ReadOnly {
		return nil
	}
	if err := unix.Mount("", "/", "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY, ""); err != nil {
		return fmt.Errorf("read-only root: %w", err)
	}
	return nil
}

// system binds the machine's programs and libraries, which stand in for the
// image's, and mounts the kernel's file systems.
func (r root) system() error {
	binds := []mount{
		{Source: "/usr", Path: "/usr", ReadOnly: true},
		{Source: r.Programs, Path: "/usr/local/bin", ReadOnly: true},
		{Source: "/etc/ld.so.cache", Path: "/etc/ld.so.cache", ReadOnly: true},
		{Source: "/etc/alternatives", Path: "/etc/alternatives", ReadOnly: true},
		{Source: "/sys", Path: "/sys", ReadOnly: true},
	}
	for _, path := range []string{"/bin", "/sbin", "/lib", "/lib64"} {
		target, err := os.Readlink(path)
		switch {
		case err == nil:
			if err := os.Symlink(target, r.Directory+path); err != nil {
				return err
			}
		case os.IsNotExist(err):
		default:
			binds = append(binds, mount{Source: path, Path: path, ReadOnly: true})
		}
	}
	for _, bind := range binds {
		if err := r.bind(bind); err != nil {
			return err
		}
	}
	return r.mountNew("proc", "/proc", "proc", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "")
}

func (r root) devices() error {
	if err := r.mountNew("dev", "/dev", "tmpfs", unix.MS_NOSUID, "mode=755,size=64k"); err != nil {
		return err
	}
	for _, name := range append([]string{"null", "zero", "full", "random", "urandom", "tty"}, r.Devices...) {
		if err := r.bind(mount{Source: "/dev/" + name, Path: "/dev/" + name}); err != nil {
			return err
		}
	}
	for name, target := range map[string]string{"fd": "/proc/self/fd", "stdin": "/proc/self/fd/0", "stdout": "/proc/self/fd/1", "stderr": "/proc/self/fd/2"} {
		if err := os.Symlink(target, r.Directory+"/dev/"+name); err != nil {
			return err
		}
	}
	return r.mountNew("shm", "/dev/shm", "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, "mode=1777,size=64m")
}

func (r root) files() error {
	for path, text := range r.Files {
		if err := os.MkdirAll(filepath.Dir(r.Directory+path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(r.Directory+path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	for _, directory := range []string{"/root", "/run", "/var", "/home"} {
		if err := os.MkdirAll(r.Directory+directory, 0o755); err != nil {
			return err
		}
	}
	if err := os.Mkdir(r.Directory+"/tmp", 0o777|os.ModeSticky); err != nil {
		return err
	}
	if err := os.Chmod(r.Directory+"/tmp", 0o777|os.ModeSticky); err != nil {
		return err
	}
	// Replaced as a whole by renaming, so no reader finds half a file.
	if err := r.bind(mount{Source: r.Names, Path: "/etc/names", ReadOnly: true}); err != nil {
		return err
	}
	return os.Symlink("names/hosts", r.Directory+"/etc/hosts")
}

func (r root) volumes() error {
	for _, volume := range r.Mounts {
		if err := r.bind(volume); err != nil {
			return err
		}
	}
	return nil
}

func (r root) pivot() error {
	if err := os.Chdir(r.Directory); err != nil {
		return err
	}
	// The old root ends up over the new one, and is taken off.
	if err := unix.PivotRoot(".", "."); err != nil {
		return fmt.Errorf("pivot root: %w", err)
	}
	if err := unix.Unmount(".", unix.MNT_DETACH); err != nil {
		return fmt.Errorf("leave the old root: %w", err)
	}
	return os.Chdir("/")
}

func (r root) bind(m mount) error {
	info, err := os.Stat(m.Source)
	if err != nil {
		return err
	}
	target := filepath.Join(r.Directory, m.Path)
	if info.IsDir() {
		err = os.MkdirAll(target, 0o755)
	} else if _, found := os.Stat(target); os.IsNotExist(found) {
		if err = os.MkdirAll(filepath.Dir(target), 0o755); err == nil {
			err = os.WriteFile(target, nil, 0o644)
		}
	}
	if err != nil {
		return err
	}
	if err := unix.Mount(m.Source, target, "", unix.MS_BIND, ""); err != nil {
		return fmt.Errorf("bind %s at %s: %w", m.Source, m.Path, err)
	}
	if !m.ReadOnly {
		return nil
	}
	flags := uintptr(unix.MS_REMOUNT | unix.MS_BIND | unix.MS_RDONLY)
	if strings.HasPrefix(m.Path, "/sys") {
		flags |= unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC
	}
	if err := unix.Mount("", target, "", flags, ""); err != nil {
		return fmt.Errorf("read-only %s: %w", m.Path, err)
	}
	return nil
}

func (r root) mountNew(source, path, kind string, flags uintptr, data string) error {
	target := r.Directory + path
	if err := os.MkdirAll(target, 0o755); err != nil {
		return err
	}
	if err := unix.Mount(source, target, kind, flags, data); err != nil {
		return fmt.Errorf("mount %s: %w", path, err)
	}
	return nil
}
