package flinkgen

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/flinkgen/flinkgen/pkg/source"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// documents reads the files, one byte further than a stack file may be long,
// so that a huge file costs no memory and source.Parse can refuse it.
func (o LoadOptions) documents() ([]stack.Document, error) {
	if len(o.Files) == 0 {
		return []stack.Document{stack.Default()}, nil
	}
	documents := make([]stack.Document, 0, len(o.Files))
	var failed []error
	for _, file := range o.Files {
		document, err := o.read(file)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		documents = append(documents, document)
	}
	return documents, errors.Join(failed...)
}

func (o LoadOptions) read(file string) (stack.Document, error) {
	if file == "-" {
		if o.Stdin == nil {
			return stack.Document{}, errors.New("cannot read standard input: there is none")
		}
		data, err := io.ReadAll(io.LimitReader(o.Stdin, source.MaxSize+1))
		if err != nil {
			return stack.Document{}, fmt.Errorf("cannot read standard input: %w", err)
		}
		return stack.Document{Name: "<stdin>", Data: data}, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return stack.Document{}, fmt.Errorf("cannot read stack file: %w", err)
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, source.MaxSize+1))
	if err != nil {
		return stack.Document{}, fmt.Errorf("cannot read stack file: %w", err)
	}
	return stack.Document{Name: file, Data: data}, nil
}
