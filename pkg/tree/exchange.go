package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// attempts bounds how often other runs may come in between.
const attempts = 100

// step is a point of a run at which tests make something happen.
type step string

const (
	stepMade      step = "temporary directory made"
	stepMarked    step = "marker written"
	stepFile      step = "before a file"
	stepSynced    step = "all files on disk"
	stepAway      step = "old directory renamed away"
	stepExchanged step = "exchanged"
)

// system is how a run deals with the file system; the zero value is the real
// one.
type system struct {
	// at is called at every step; its error is that of the step.
	at func(step) error
	// portable leaves the calls alone that only some systems have.
	portable bool
}

func (s system) reached(at step) error {
	if s.at == nil {
		return nil
	}
	return s.at(at)
}

var errNoExchange = errors.New("the file system cannot exchange directories")

// put brings the directory fresh to the place of target and gives the path
// of the old directory, or "" if there was none. On an error target is as it
// was and fresh is still there.
func (s system) put(fresh, target string) (old string, err error) {
	for range attempts {
		old, again, err := s.tryPut(fresh, target)
		if again {
			continue
		}
		if err != nil {
			return "", explain(target, err)
		}
		return old, nil
	}
	return "", fmt.Errorf("%s changed too often; other runs write to it", target)
}

// tryPut says that it must be tried again when another run came in between.
func (s system) tryPut(fresh, target string) (old string, again bool, err error) {
	there, err := exists(target)
	if err != nil {
		return "", false, err
	}
	err = errNoExchange
	switch {
	case s.portable:
	case there:
		err = exchange(fresh, target)
	default:
		err = moveNew(fresh, target)
	}
	switch {
	case errors.Is(err, errNoExchange):
		return s.putPortably(fresh, target)
	case err == nil && !there:
		return "", false, s.reached(stepExchanged)
	case err == nil:
		return fresh, false, s.confirm(fresh, target)
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrExist):
		now, statErr := exists(target)
		return "", now != there && statErr == nil, err
	default:
		return "", false, err
	}
}

// confirm looks once more at the old directory, now out of everyone's way. If
// somebody put a file there meanwhile, everything goes back.
func (s system) confirm(old, target string) error {
	err := s.reached(stepExchanged)
	if err == nil {
		err = ignoreMissing(checkOwn(old))
	}
	if err == nil {
		return nil
	}
	if back := exchange(old, target); back != nil {
		return &strandedError{old, errors.Join(err, back)}
	}
	return aboutTarget(err, target)
}

// strandedError says that the old directory could not be put back.
type strandedError struct {
	old string
	err error
}

func (e *strandedError) Error() string {
	return fmt.Sprintf("%v; the old directory is %s now, since it could not be put back", e.err, e.old)
}

func (e *strandedError) Unwrap() error { return e.err }

// aboutTarget names the directory by the path that people know.
func aboutTarget(err error, target string) error {
	if foreign, ok := errors.AsType[*foreignError](err); ok {
		return &foreignError{target, foreign.files}
	}
	return err
}

// putPortably renames the old directory away and the new one in. For a moment
// there is none; the next run mends what a crash in this moment leaves.
func (s system) putPortably(fresh, target string) (old string, again bool, err error) {
	old, err = siblingName(target, oldInfix)
	if err != nil {
		return "", false, err
	}
	if err := os.Rename(target, old); errors.Is(err, fs.ErrNotExist) {
		old = ""
	} else if err != nil {
		return "", false, err
	}
	err = s.reached(stepAway)
	if err == nil && old != "" {
		err = ignoreMissing(checkOwn(old))
	}
	if err == nil {
		err = os.Rename(fresh, target)
	}
	switch {
	case err == nil:
		return old, false, nil
	case old == "":
		return "", errors.Is(err, fs.ErrExist), err
	case errors.Is(err, fs.ErrExist):
		return "", true, remove(old) // another run was faster: what we took away is older still
	}
	if back := os.Rename(old, target); back != nil {
		return "", false, &strandedError{old, errors.Join(err, back)}
	}
	return "", false, aboutTarget(err, target)
}

// explain says what is special about a directory that cannot be renamed.
func explain(target string, err error) error {
	if errors.Is(err, syscall.EXDEV) || errors.Is(err, syscall.EBUSY) {
		return fmt.Errorf("%s cannot be renamed, since it is a mount point or comes from a lower layer of an image: name a directory below it: %w", target, err)
	}
	return err
}

func isInvalid(err error) bool { return errors.Is(err, syscall.EINVAL) }
