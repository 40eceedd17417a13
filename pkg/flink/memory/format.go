package memory

import (
	"fmt"
	"strings"
)

// Text is the memory as a table for people.
func (m TaskManagerMemory) Text() string {
	extra := fmt.Sprintf("slots    %d, each with %s of task heap\ncores    %v\n", m.Slots, size(m.TaskHeapPerSlot()), m.CPU)
	return m.table("TaskManager", m.Components()[:6]) + extra + m.warnings()
}

// Text is the memory as a table for people.
func (m JobManagerMemory) Text() string {
	return m.table("JobManager", m.Components()[:2]) + m.warnings()
}

// table is the tree of totals and parts, and the flags of the JVM.
func (p Process) table(process string, parts []Component) string {
	var text strings.Builder
	line := func(depth int, c Component) {
		name := strings.Repeat("  ", depth) + c.Name
		text.WriteString(strings.TrimRight(fmt.Sprintf("%-26s%11.2f%18d  %-9s  %s", name, float64(c.Bytes)/mebibyte, c.Bytes, c.Origin, c.reason()), " ") + "\n")
	}
	fmt.Fprintf(&text, "%-26s%11s%18s  from\n", process+", Flink "+p.Version.String(), "MiB", "bytes")
	line(0, p.TotalProcess)
	line(1, p.TotalFlink)
	for _, part := range parts {
		line(2, part)
	}
	line(1, p.Metaspace)
	line(1, p.Overhead)
	fmt.Fprintf(&text, "\nJVM      %s\n", strings.Join(p.JVM.Flags, " "))
	return text.String()
}

// reason is the key of a figure, what explains it, or both.
func (c Component) reason() string {
	switch {
	case c.Why == "":
		return c.Option
	case c.Option == "":
		return c.Why
	}
	return fmt.Sprintf("%s: %s", c.Option, c.Why)
}

func (p Process) warnings() string {
	text := ""
	for i, warning := range p.Warnings {
		if i == 0 {
			text = "\n"
		}
		text += fmt.Sprintf("warning: %s\n", warning.Message)
	}
	return text
}
