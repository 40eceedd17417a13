package helm_test

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/render/charts"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// rendered is a stack as charts and releases, and the directory with them.
type rendered struct {
	*charts.Charts
	stack     *stack.Stack
	directory string
}

// render writes the default stack as flinkgen render --format charts does.
func render(t *testing.T) rendered {
	t.Helper()
	s, err := flinkgen.Load(flinkgen.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := stack.Complete(s); err != nil {
		t.Fatal(err)
	}
	all, err := charts.Of(s)
	if err != nil {
		t.Fatal(err)
	}
	files, err := all.Tree()
	if err != nil {
		t.Fatal(err)
	}
	r := rendered{all, s, filepath.Join(t.TempDir(), "rendered")}
	if err := files.Write(t.Context(), r.directory); err != nil {
		t.Fatal(err)
	}
	return r
}

// chart is the directory of a chart.
func (r rendered) chart(name string) string { return filepath.Join(r.directory, "charts", name) }

// mustInstall runs install.sh with Helm.
func (w *world) mustInstall(t *testing.T, r rendered, arguments ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), filepath.Join(r.directory, "install.sh"), arguments...)
	cmd.Env = append(w.environment, "HELM="+w.program.Path())
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Run(); err != nil {
		t.Fatalf("install.sh: %v\n%s", err, output.Bytes())
	}
}
