package gitops_test

import (
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/render/gitops"
)

func TestComment(t *testing.T) {
	const text = "a:\n  b: 1\n  c:\n  - d\n  b: 1\n"
	got, err := gitops.Comment([]byte(text),
		gitops.Note{Line: "b: 1", Text: "first\nof two lines"},
		gitops.Note{Line: "- d", Text: "second"},
		gitops.Note{Line: "b: 1", Text: "third"},
	)
	const want = "a:\n  # first\n  # of two lines\n  b: 1\n  c:\n  # second\n  - d\n  # third\n  b: 1\n"
	if err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
}

// A comment whose line is not there, or is before that of the comment before, is
// not lost.
func TestCommentWithoutLine(t *testing.T) {
	for _, notes := range [][]gitops.Note{
		{{Line: "e: 1", Text: "x"}},
		{{Line: "c:", Text: "x"}, {Line: "b: 1", Text: "x"}},
	} {
		got, err := gitops.Comment([]byte("a:\n  b: 1\n  c:\n"), notes...)
		if err == nil || got != nil || !strings.Contains(err.Error(), notes[len(notes)-1].Line) {
			t.Errorf("%v: %v\n%s", notes, err, got)
		}
	}
}
