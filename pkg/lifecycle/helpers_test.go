package lifecycle

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/plan"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// file has a job for every way to run one, and for every way to keep state.
const file = `apiVersion: flinkgen.dev/v1alpha1
kind: Stack
metadata: {name: shop}
spec:
  operator: {watchNamespaces: [shop]}
  storage: {storageClassName: shared, type: volume}
  historyServer: {enabled: false}
  jobs:
  - name: orders
    jarURI: local:///opt/flink/usrlib/orders.jar
    flinkVersion: v1_17
    savepointTriggerNonce: 4
  - name: clicks
    jarURI: local:///opt/flink/usrlib/clicks.jar
    flinkVersion: v1_17
    upgradeMode: last-state
  - name: careless
    jarURI: local:///opt/flink/usrlib/careless.jar
    flinkVersion: v1_17
    upgradeMode: stateless
`

// session has a session cluster. Its jobs go by the configuration of both.
const session = `  - name: cluster
    deploymentMode: session
    flinkVersion: v1_17
    sessionJobs:
    - {name: report, jarURI: "https://repo.example.com/report.jar"}
`

// load completes the stack for a release of the operator.
func load(t *testing.T, operator, text string, settings ...string) *stack.Stack {
	t.Helper()
	s, err := stack.Load(stack.LoadOptions{
		Documents: []stack.Document{{Name: "stack.yaml", Data: []byte(text)}},
		Set:       append([]string{"operator.version=" + operator}, settings...),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := stack.Complete(s); err != nil {
		t.Fatal(err)
	}
	return s
}

func text(t *testing.T, p plan.Plan) string {
	t.Helper()
	var b strings.Builder
	if err := plan.WriteText(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// parse lets bash parse a script without running it.
func parse(t *testing.T, script string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), "bash", "-n")
	command.Stdin = strings.NewReader(script)
	if output, err := command.CombinedOutput(); err != nil {
		t.Errorf("no script: %v: %s\n%s", err, output, script)
	}
}

// run runs a script with programs that only write down their arguments, one
// line for each call.
func run(t *testing.T, script string) string {
	t.Helper()
	dir := t.TempDir()
	for _, program := range []string{"kubectl", "flinkgen"} {
		// Both sides of a pipe run at once: each writes its line in one piece.
		stub := "#!/bin/sh\nline=" + program + "\nfor argument in \"$@\"; do line=\"$line|$argument\"; done\nprintf '%s\\n' \"$line\" >> \"$LOG\"\necho restoring job\n"
		if err := os.WriteFile(filepath.Join(dir, program), []byte(stub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.CommandContext(t.Context(), "bash", "-eu")
	command.Dir, command.Stdin = dir, strings.NewReader(script)
	command.Env = []string{"PATH=" + dir + ":" + os.Getenv("PATH"), "LOG=" + filepath.Join(dir, "log")}
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	log, err := os.ReadFile(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	return string(log)
}
