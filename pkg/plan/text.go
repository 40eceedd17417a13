package plan

import (
	"fmt"
	"io"
	"strings"
)

// width is where comments are wrapped.
const width = 78

// WriteText writes the plan as a runbook: a shell script with the reasons as
// comments, to go through step by step.
func WriteText(w io.Writer, p Plan) error {
	var b strings.Builder
	wrapped(&b, "# ", "# ", p.Title)
	if len(p.Notes) > 0 {
		b.WriteString("#\n")
	}
	for _, note := range p.Notes {
		wrapped(&b, "# - ", "#   ", note)
	}
	for i, step := range p.Steps {
		fmt.Fprintf(&b, "\n# %d. %s\n#\n", i+1, step.Title)
		wrapped(&b, "# ", "# ", step.Why)
		lines(&b, step.Commands)
		if step.Alternative != "" {
			fmt.Fprintf(&b, "# Or, %s:\n# %s\n", step.AlternativeWhere, step.Alternative)
		}
		if len(step.WaitFor) > 0 {
			b.WriteString("# Wait for:\n")
			lines(&b, step.WaitFor)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteManifests writes only what the steps send, as one YAML stream.
func WriteManifests(w io.Writer, p Plan) error {
	var manifests []string
	for _, step := range p.Steps {
		if step.Manifest != "" {
			manifests = append(manifests, step.Manifest)
		}
	}
	_, err := io.WriteString(w, strings.Join(manifests, "---\n"))
	return err
}

func lines(b *strings.Builder, commands []string) {
	for _, command := range commands {
		b.WriteString(strings.TrimSuffix(command, "\n") + "\n")
	}
}

// wrapped writes a text as lines of comment, the first and the others with
// their own starts.
func wrapped(b *strings.Builder, first, others, text string) {
	line := first
	for word := range strings.FieldsSeq(text) {
		if len(line)+len(word) > width && line != first && line != others {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = others
		}
		line += word + " "
	}
	b.WriteString(strings.TrimRight(line, " ") + "\n")
}
