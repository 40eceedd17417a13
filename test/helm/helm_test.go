package helm_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/test/controlplane"
)

// majors are the programs that every test runs.
var majors = []controlplane.Program{helm3, helm4}

// helm is one of them with directories of its own.
type helm struct {
	program     controlplane.Program
	environment []string
}

func newHelm(t *testing.T, program controlplane.Program) *helm {
	t.Helper()
	home := t.TempDir()
	h := &helm{program: program, environment: os.Environ()}
	for _, name := range []string{"CACHE", "CONFIG", "DATA"} {
		h.environment = append(h.environment, "HELM_"+name+"_HOME="+filepath.Join(home, name))
	}
	return h
}

// run gives what helm prints, data and words.
func (h *helm) run(ctx context.Context, arguments ...string) (data, words []byte, err error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, h.program.Path(), arguments...)
	cmd.Env, cmd.Stdout, cmd.Stderr = h.environment, &stdout, &stderr
	if err := cmd.Run(); err != nil {
		err = fmt.Errorf("%s %s: %w\n%s", h.program.Name, strings.Join(arguments, " "), err, stderr.Bytes())
		return nil, stderr.Bytes(), err
	}
	return stdout.Bytes(), stderr.Bytes(), nil
}

func (h *helm) mustRun(t *testing.T, arguments ...string) []byte {
	t.Helper()
	data, _, err := h.run(t.Context(), arguments...)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	return data
}
