package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// toldHelm runs a command, and when it fails as a plugin of Helm, tells the user
// why: Helm 4 throws away what a post-renderer says on standard error. Where
// nobody can be told, nothing happens; the log has it too.
func toldHelm(streams streams, run func(streams) error) error {
	if os.Getenv("HELM_PLUGIN_NAME") == "" {
		return run(streams)
	}
	var said bytes.Buffer
	streams.err = io.MultiWriter(streams.err, &said)
	err := run(streams)
	if err == nil {
		return nil
	}
	if !errors.Is(err, errFindings) {
		_, _ = fmt.Fprintln(&said, "Error:", err)
	}
	tellUser(fmt.Sprintf("flinkgen %s:\n%s", postRender, &said))
	return err
}

// tellUser writes to the standard error of Helm, or else to the terminal.
func tellUser(text string) {
	out, seen := helmStderr()
	if seen {
		return
	}
	if out == nil {
		terminal, err := os.OpenFile("/dev/tty", os.O_WRONLY, 0)
		if err != nil {
			return
		}
		out = terminal
	}
	_, _ = io.WriteString(out, text)
	_ = out.Close()
}
