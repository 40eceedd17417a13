package tree

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A temporary directory is a hidden sibling of its target: .out.flinkgen-new-…
// while it is filled, .out.flinkgen-old-… when it was renamed away.
const (
	newInfix = ".flinkgen-new-"
	oldInfix = ".flinkgen-old-"
	nameSize = 16
)

func siblingName(target, infix string) (string, error) {
	var random [nameSize / 2]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "", err
	}
	return filepath.Join(filepath.Dir(target), "."+filepath.Base(target)+infix+hex.EncodeToString(random[:])), nil
}

// makeTemporary makes the directory that is to become target. As long as the
// lock is held no other run takes it for a leftover.
func makeTemporary(target string) (string, dirLock, error) {
	for range attempts {
		dir, err := siblingName(target, newInfix)
		if err != nil {
			return "", dirLock{}, err
		}
		if err := os.Mkdir(dir, 0o755); err != nil {
			return "", dirLock{}, err
		}
		lock, err := lockDir(dir)
		if errors.Is(err, errors.ErrUnsupported) {
			return dir, dirLock{}, nil // without locks nobody cleans either
		}
		if err == nil && lock.holds(dir) {
			return dir, lock, nil
		}
		// Another run looks at the empty directory and is about to remove it.
		lock.release()
	}
	return "", dirLock{}, fmt.Errorf("%s: other runs keep removing the temporary directory", target)
}

// cleanLeftovers removes what crashed runs on the same target left. A
// directory is surely ours if it has such a name, no living run holds its
// lock, and every file in it is listed in its marker. Nothing depends on the
// cleaning, so that errors do not matter.
func cleanLeftovers(target string) {
	for _, dir := range append(siblings(target, newInfix), siblings(target, oldInfix)...) {
		lock, err := lockDir(dir)
		if err != nil {
			continue
		}
		if checkOwn(dir) == nil {
			_ = remove(dir)
		}
		lock.release()
	}
}

// restoreLost puts the old directory back that a run renamed away before it
// crashed, the newest if there are several.
func restoreLost(target string) error {
	if there, err := exists(target); there || err != nil {
		return err
	}
	newest, changed := "", time.Time{}
	for _, dir := range siblings(target, oldInfix) {
		lock, err := lockDir(dir)
		if err != nil {
			continue
		}
		info, err := os.Lstat(dir)
		if err == nil && info.ModTime().After(changed) {
			newest, changed = dir, info.ModTime()
		}
		lock.release()
	}
	if newest == "" {
		return nil
	}
	err := os.Rename(newest, target)
	if errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		return nil // another run was faster
	}
	return err
}

// siblings lists the directories beside target that have such a name.
func siblings(target, infix string) []string {
	entries, err := os.ReadDir(filepath.Dir(target))
	if err != nil {
		return nil
	}
	var found []string
	for _, entry := range entries {
		suffix, ok := strings.CutPrefix(entry.Name(), "."+filepath.Base(target)+infix)
		if _, err := hex.DecodeString(suffix); ok && err == nil && len(suffix) == nameSize && entry.IsDir() {
			found = append(found, filepath.Join(filepath.Dir(target), entry.Name()))
		}
	}
	return found
}
