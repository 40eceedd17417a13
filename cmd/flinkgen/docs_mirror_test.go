package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// mirrorLine runs flinkgen images or mirror, into a file where the line says so,
// and the script with a skopeo that does nothing.
func mirrorLine(t *testing.T, line string, words []string) {
	t.Helper()
	if words[0] == "skopeo" {
		if host := words[len(words)-1]; !strings.Contains(read(t, "stack.yaml"), "registry: "+host) {
			t.Errorf("%s: the stack has another mirror", line)
		}
		return
	}
	if words[0] == "sh" {
		script := exec.CommandContext(t.Context(), "sh", words[1:]...)
		script.Env = append(os.Environ(), "SKOPEO=true")
		if out, err := script.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", line, err, out)
		}
		return
	}
	args := words[1:]
	if to := slices.Index(args, ">"); to >= 0 {
		write(t, args[to+1], must(t, line, args[:to]))
		return
	}
	out := must(t, line, args)
	if last := args[len(args)-1]; last == "json" || last == "cyclonedx" {
		if err := json.Unmarshal([]byte(out), new(map[string]any)); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}

// must gives what a command prints, which is something.
func must(t *testing.T, line string, args []string) string {
	t.Helper()
	out, words, code := command(t, args...)
	if code != exitDone || out == "" {
		t.Errorf("%s: exit code %d: %s", line, code, words)
	}
	return out
}
