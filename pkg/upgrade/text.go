package upgrade

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
	comment(&b, fmt.Sprintf("Upgrade of the Flink Kubernetes operator from %s to %s. Go through it step by step: each step must be done before the next one begins.", p.From, p.To))
	if len(p.Findings) > 0 {
		b.WriteString("#\n# Before you begin:\n")
	}
	for _, finding := range p.Findings {
		kind := "note"
		if finding.Blocks {
			kind = "MUST"
		}
		item(&b, fmt.Sprintf("%s  %s in %s: %s", kind, finding.Resource, finding.Namespace, finding.Message))
	}
	for i, step := range p.Steps {
		fmt.Fprintf(&b, "\n# %d. %s\n#\n", i+1, step.Title)
		comment(&b, step.Why)
		lines(&b, step.Commands)
		if step.Alternative != "" {
			b.WriteString("# Or, where Helm installed it:\n# " + step.Alternative + "\n")
		}
		if len(step.WaitFor) > 0 {
			b.WriteString("# Wait for:\n")
			lines(&b, step.WaitFor)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func lines(b *strings.Builder, commands []string) {
	for _, command := range commands {
		b.WriteString(command + "\n")
	}
}

// comment writes a text as wrapped lines of comment.
func comment(b *strings.Builder, text string) { wrapped(b, "# ", "# ", text) }

// item writes one of a list.
func item(b *strings.Builder, text string) { wrapped(b, "# - ", "#   ", text) }

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
