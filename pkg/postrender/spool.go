package postrender

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// spooled is how many bytes of a spool are kept in memory.
const spooled = 8 << 20

// spool keeps what is written to it until it is read: a little in memory, more
// in a temporary file.
type spool struct {
	memory bytes.Buffer
	file   *os.File
	size   int64
}

func (s *spool) Write(data []byte) (int, error) {
	s.size += int64(len(data))
	if s.file == nil && s.memory.Len()+len(data) <= spooled {
		return s.memory.Write(data)
	}
	if s.file == nil {
		file, err := os.CreateTemp("", "flinkgen-")
		if err != nil {
			return 0, fmt.Errorf("a long stream needs a temporary file: %w", err)
		}
		s.file = file
		if _, err := s.memory.WriteTo(file); err != nil {
			return 0, err
		}
		s.memory = bytes.Buffer{}
	}
	return s.file.Write(data)
}

// reader reads all from the beginning, as often as it is called.
func (s *spool) reader() (io.Reader, error) {
	if s.file == nil {
		return bytes.NewReader(s.memory.Bytes()), nil
	}
	_, err := s.file.Seek(0, io.SeekStart)
	return s.file, err
}

// close removes the temporary file.
func (s *spool) close() error {
	if s.file == nil {
		return nil
	}
	return errors.Join(s.file.Close(), os.Remove(s.file.Name()))
}
