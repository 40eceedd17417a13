package tree

import (
	"context"
	"errors"
	"time"
)

// patience is how long a run waits for its turn. After that it goes on: what
// it does is safe without the turn too, it only may have to give up when
// another run comes in between.
const patience = 5 * time.Second

var errLocked = errors.New("in use by another run")

// takeTurn makes runs in one parent directory look and rename one after the
// other. The slow part, writing the files, is outside of it. Where there are
// no locks, or when ctx ends, it gives a turn that is not one.
func takeTurn(ctx context.Context, parent string) dirLock {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	for {
		lock, err := lockDir(parent)
		if err == nil || !errors.Is(err, errLocked) {
			return lock
		}
		select {
		case <-ctx.Done():
			return dirLock{}
		case <-time.After(2 * time.Millisecond):
		}
	}
}
