package memory

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// WriteText writes reports for people: the name of each cluster where it has
// one, the tables of its processes, and what does not fit with the cure.
func WriteText(w io.Writer, reports []Report) error {
	for i, report := range reports {
		text := report.text()
		if i > 0 {
			text = "\n" + text
		}
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
	}
	return nil
}

// WriteJSON writes reports as a JSON list, sizes in bytes.
func WriteJSON(w io.Writer, reports []Report) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(reports)
}

// Fits says whether Flink starts every process.
func (r Report) Fits() bool { return len(r.Problems) == 0 }

func (r Report) text() string {
	var parts []string
	if r.Name != "" {
		parts = append(parts, fmt.Sprintf("# %s in namespace %s\n", r.Name, r.Namespace))
	}
	for _, problem := range r.Problems {
		parts = append(parts, problem.text())
	}
	if r.TaskManager != nil {
		parts = append(parts, r.TaskManager.Text())
	}
	if r.JobManager != nil {
		parts = append(parts, r.JobManager.Text())
	}
	return strings.Join(parts, "\n")
}

func (p Problem) text() string {
	text := fmt.Sprintf("%s does not start with %s\nwhy      %s\ncure     %s\n", p.Process, p.Memory, p.Message, p.Cure)
	total := string(TaskManagerProcessSize)
	if p.Process == "JobManager" {
		total = string(JobManagerProcessSize)
	}
	if slices.Contains(p.Options, total) {
		text += fmt.Sprintf("where    %s is %s\n", total, p.Field)
	}
	return text
}
