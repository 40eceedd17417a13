package gitops

import (
	"bytes"
	"fmt"
	"strings"
)

// Note is a comment above a line of YAML.
type Note struct {
	// Line that the comment stands above, without its indentation.
	Line string
	// Text of the comment, without the sign of a comment.
	Text string
}

// Comment puts notes into YAML, in the order of their lines: each above the
// first line of its text that comes after the note before. A line that is not
// there is an error, so that no comment is lost.
func Comment(text []byte, notes ...Note) ([]byte, error) {
	commented := make([]byte, 0, len(text)+128*len(notes))
	for line := range bytes.Lines(text) {
		content := string(bytes.TrimSpace(line))
		if len(notes) > 0 && notes[0].Line == content {
			indentation := line[:bytes.IndexByte(line, content[0])]
			for one := range strings.SplitSeq(notes[0].Text, "\n") {
				commented = fmt.Appendf(commented, "%s# %s\n", indentation, one)
			}
			notes = notes[1:]
		}
		commented = append(commented, line...)
	}
	if len(notes) > 0 {
		return nil, fmt.Errorf("no line %q for a comment", notes[0].Line)
	}
	return commented, nil
}
