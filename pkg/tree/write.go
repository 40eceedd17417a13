package tree

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// writers is how many files are written at once: the disk brings several
// files to safety in one go.
const writers = 8

// Write makes dir hold exactly the files of the tree and the marker. Parents
// are made where they are missing; a symbolic link is followed and the
// directory behind it replaced. On an error, and when ctx ends before the
// exchange, the directory is as it was.
//
// Two runs on one directory do not mix: the last one wins.
func (t *Tree) Write(ctx context.Context, dir string) error {
	return t.write(ctx, dir, system{})
}

func (t *Tree) write(ctx context.Context, dir string, s system) error {
	target, err := resolve(dir)
	if err != nil {
		return fmt.Errorf("write directory %q: %w", dir, err)
	}
	if err := t.replace(ctx, target, s); err != nil {
		return fmt.Errorf("write directory %q: %w", dir, err)
	}
	return nil
}

func (t *Tree) replace(ctx context.Context, target string, s system) error {
	temporary, lock, err := prepare(ctx, target)
	if err != nil {
		return err
	}
	defer lock.release()
	if err := t.fill(ctx, temporary, s); err != nil {
		return errors.Join(err, remove(temporary))
	}
	turn := takeTurn(ctx, filepath.Dir(target))
	old, err := "", ctx.Err()
	if err == nil {
		old, err = s.put(temporary, target)
	}
	turn.release()
	if _, ok := errors.AsType[*strandedError](err); ok {
		return err // the old files may be where ours were
	}
	if err != nil {
		return errors.Join(err, remove(temporary))
	}
	if err := syncDir(filepath.Dir(target)); err != nil {
		return fmt.Errorf("the new files are in place, but a power failure may undo that: %w", err)
	}
	if old == "" {
		return nil
	}
	if err := remove(old); err != nil {
		return fmt.Errorf("the new files are in place, but the old ones in %s could not be removed: %w", old, err)
	}
	return nil
}

// prepare checks that target may be replaced, mends what crashed runs left,
// and makes the directory that is to become target.
func prepare(ctx context.Context, target string) (string, dirLock, error) {
	if err := ctx.Err(); err != nil {
		return "", dirLock{}, err
	}
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return "", dirLock{}, err
	}
	turn := takeTurn(ctx, filepath.Dir(target))
	defer turn.release()
	if err := restoreLost(target); err != nil {
		return "", dirLock{}, err
	}
	if err := ignoreMissing(checkOwn(target)); err != nil {
		return "", dirLock{}, err
	}
	cleanLeftovers(target)
	return makeTemporary(target)
}

// fill writes all files into an empty directory and brings them to the disk.
// The marker comes first, so that the leftover of a crash is known as ours.
func (t *Tree) fill(ctx context.Context, dir string, s system) error {
	if err := s.reached(stepMade); err != nil {
		return err
	}
	paths := t.paths()
	if err := writeFile(filepath.Join(dir, Marker), markerText(paths), 0o644); err != nil {
		return err
	}
	if err := s.reached(stepMarked); err != nil {
		return err
	}
	dirs := t.dirs()
	for _, sub := range dirs {
		if err := os.Mkdir(filepath.Join(dir, filepath.FromSlash(sub)), 0o755); err != nil {
			return err
		}
	}
	if err := t.writeFiles(ctx, dir, paths, s); err != nil {
		return err
	}
	for _, sub := range slices.Backward(dirs) {
		if err := syncDir(filepath.Join(dir, filepath.FromSlash(sub))); err != nil {
			return err
		}
	}
	if err := syncDir(dir); err != nil {
		return err
	}
	if err := s.reached(stepSynced); err != nil {
		return err
	}
	return ctx.Err()
}

// dirs lists the directories of the tree, parents first.
func (t *Tree) dirs() []string {
	seen := map[string]bool{".": true}
	var dirs []string
	for file := range t.files {
		for dir := path.Dir(file); !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	return dirs
}

// writeFiles writes several files at once and stops at the first error.
func (t *Tree) writeFiles(ctx context.Context, dir string, paths []string, s system) error {
	outer := ctx
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(writers, len(paths)) {
		group.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(paths)) && ctx.Err() == nil; i = next.Add(1) - 1 {
				err := s.reached(stepFile)
				if err == nil {
					err = writeFile(filepath.Join(dir, filepath.FromSlash(paths[i])), t.files[paths[i]], t.mode(paths[i]))
				}
				if err != nil {
					stop(err)
				}
			}
		})
	}
	group.Wait()
	if err := outer.Err(); err != nil {
		return err
	}
	return context.Cause(ctx)
}

func (t *Tree) mode(file string) fs.FileMode {
	if t.executable[file] {
		return 0o755
	}
	return 0o644
}

func writeFile(file string, data []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// syncDir brings the names in a directory to the disk, where the system can.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, errors.ErrUnsupported) || isInvalid(err) {
		err = nil // some network file systems have no such call
	}
	return errors.Join(err, f.Close())
}

func exists(file string) (bool, error) {
	_, err := os.Lstat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
