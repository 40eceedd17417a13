package postrender

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// document is one document of a stream.
type document struct {
	// raw is all of it, with the separator before it. All documents together
	// are the stream. It holds until the next document is asked for.
	raw []byte
	// line of the stream on which it begins, from 1.
	line int
}

// splitter takes a stream apart at the lines that YAML takes for the borders of
// documents: "---" and "...", each followed by white space or the end.
type splitter struct {
	in     *bufio.Reader
	line   int // lines that are read
	buffer []byte
	ahead  []byte // the separator that ended the last document
}

func newSplitter(in io.Reader) *splitter {
	return &splitter{in: bufio.NewReaderSize(in, 1<<16)}
}

// next gives the next document, or io.EOF. A document may be empty but for
// comments.
func (s *splitter) next() (document, error) {
	d := document{raw: append(s.buffer[:0], s.ahead...), line: s.line + 1}
	if len(s.ahead) > 0 {
		d.line = s.line
	}
	s.ahead = s.ahead[:0]
	defer func() { s.buffer = d.raw }()
	for {
		start := len(d.raw)
		raw, err := s.readLine(d.raw)
		if err != nil && !errors.Is(err, io.EOF) {
			return document{}, err
		}
		line := raw[start:]
		switch {
		case len(line) == 0 && len(raw) == 0:
			return document{}, io.EOF
		case len(line) == 0:
			d.raw = raw
			return d, nil
		}
		s.line++
		if len(raw) > MaxDocument {
			return document{}, s.tooLarge(d)
		}
		if start > 0 && borders(line, "---") {
			s.ahead = append(s.ahead, line...)
			d.raw = raw[:start]
			return d, nil
		}
		d.raw = raw
		if borders(line, "...") {
			return d, nil
		}
	}
}

// readLine appends the next line. It stops inside a line that is longer than
// the limit.
func (s *splitter) readLine(to []byte) ([]byte, error) {
	for {
		part, err := s.in.ReadSlice('\n')
		to = append(to, part...)
		if !errors.Is(err, bufio.ErrBufferFull) || len(to) > MaxDocument {
			if errors.Is(err, bufio.ErrBufferFull) {
				err = nil
			}
			return to, err
		}
	}
}

func (s *splitter) tooLarge(d document) error {
	return fmt.Errorf("line %d: the document that begins here has more than %d MiB: an API server takes 3 MiB at most", d.line, MaxDocument>>20)
}

// borders says whether a line is a marker of documents.
func borders(line []byte, marker string) bool {
	rest, ok := bytes.CutPrefix(line, []byte(marker))
	return ok && (len(rest) == 0 || bytes.IndexByte([]byte(" \t\r\n"), rest[0]) >= 0)
}
