package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// resolve gives the directory to replace, without symbolic links, and refuses
// those that nobody wants replaced.
func resolve(dir string) (string, error) {
	if dir == "" {
		return "", errors.New("name a directory")
	}
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	target, err := follow(absolute)
	if err != nil {
		return "", err
	}
	if filepath.Dir(target) == target {
		return "", errors.New("it is the root of the file system; name a directory of its own")
	}
	if working, err := os.Getwd(); err == nil && contains(target, realPath(working)) {
		return "", errors.New("it is or holds the working directory, which cannot be exchanged under a running shell; name a directory below it, such as ./out")
	}
	if home, err := os.UserHomeDir(); err == nil && home != "" && contains(target, realPath(home)) {
		return "", errors.New("it is or holds the home directory; name a directory of its own")
	}
	info, err := os.Lstat(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return target, nil
	case err != nil:
		return "", err
	case !info.IsDir():
		return "", errors.New("it is a file; name a directory")
	}
	return target, nil
}

// follow resolves the symbolic links of a path whose last parts need not exist.
func follow(absolute string) (string, error) {
	real, err := filepath.EvalSymlinks(absolute)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return real, err
	}
	if info, err := os.Lstat(absolute); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return "", fmt.Errorf("%s is a symbolic link to nothing", absolute)
	}
	parent, err := follow(filepath.Dir(absolute))
	if err != nil {
		return "", err
	}
	return filepath.Join(parent, filepath.Base(absolute)), nil
}

func realPath(dir string) string {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		return real
	}
	return filepath.Clean(dir)
}

// contains says that inner is outer or below it.
func contains(outer, inner string) bool {
	relative, err := filepath.Rel(outer, inner)
	return err == nil && filepath.IsLocal(relative)
}
