package storage

import (
	"fmt"
	"sync"
	"testing"
)

// test is a test whose errors are said once more at the end. Between them and
// there are thousands of lines of the containers.
type test struct {
	*testing.T

	said *said
}

type said struct {
	mutex sync.Mutex
	lines []string
}

func (s *said) add(name, message string) string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.lines = append(s.lines, name+": "+message)
	return message
}

func (t *test) Error(args ...any) {
	t.Helper()
	t.T.Error(t.said.add(t.Name(), fmt.Sprint(args...)))
}

func (t *test) Errorf(format string, args ...any) {
	t.Helper()
	t.T.Error(t.said.add(t.Name(), fmt.Sprintf(format, args...)))
}

func (t *test) Fatal(args ...any) {
	t.Helper()
	t.T.Fatal(t.said.add(t.Name(), fmt.Sprint(args...)))
}

func (t *test) Fatalf(format string, args ...any) {
	t.Helper()
	t.T.Fatal(t.said.add(t.Name(), fmt.Sprintf(format, args...)))
}
