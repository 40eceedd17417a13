package krm

import (
	"io"
)

// function is what a functionConfig asks for.
type function interface {
	// apply changes the items of a list. When there is an error, the list is
	// as it was.
	apply(l *list) error
}

// Run reads a ResourceList and writes it with what its functionConfig asks for:
// functionConfig and results are kept, and so are the annotations by which an
// orchestrator knows its items.
//
// When the function fails, the list is written with its items as they were and
// every mistake in its results, and the error is a *Failure. When there is no
// list to be read, nothing is written and the error is source.Errors.
func Run(in io.Reader, out io.Writer) error {
	l, err := read(in)
	if err != nil {
		return err
	}
	failed := l.run()
	if failed != nil {
		l.report(failures(failed)...)
	}
	if err := l.write(out); err != nil {
		return err
	}
	if failed != nil {
		return &Failure{failed}
	}
	return nil
}

func (l *list) run() error {
	f, err := l.function()
	if err != nil {
		return err
	}
	return f.apply(l)
}

// Failure says that the function failed. The results of the list that was
// written say so too.
type Failure struct {
	err error
}

func (f *Failure) Error() string { return f.err.Error() }

// Unwrap gives the cause.
func (f *Failure) Unwrap() error { return f.err }
