package encode

import (
	"errors"
	"strconv"
	"strings"
)

// pathError is an error with the path of the field where it happened.
type pathError struct {
	path string
	err  error
}

func (e *pathError) Error() string { return strings.TrimPrefix(e.path, ".") + ": " + e.err.Error() }

func (e *pathError) Unwrap() error { return e.err }

// longestPath keeps the error of a value that contains itself readable.
const longestPath = 300

// under puts a step in front of the path of an error.
func under(step string, err error) error {
	if inner, ok := errors.AsType[*pathError](err); ok {
		path := step + inner.path
		if len(path) > longestPath {
			path = path[:longestPath] + "…"
		}
		return &pathError{path: path, err: inner.err}
	}
	return &pathError{path: step, err: err}
}

func underField(name string, err error) error { return under("."+name, err) }

func underKey(key string, err error) error { return under("["+strconv.Quote(key)+"]", err) }

func underIndex(index int, err error) error { return under("["+strconv.Itoa(index)+"]", err) }
