package main

import (
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"flinkgen": main})
}

// TestScript runs testdata/script against the program. Beside the commands of
// testscript there is
//
//	refused flinkgen …    exits with 2 and one error, and prints nothing else
//	same DIR DIR          the files of both directories are the same
func TestScript(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("ROOT", root)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"refused": refused,
			"same":    same,
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

func refused(ts *testscript.TestScript, negated bool, args []string) {
	if negated || len(args) == 0 {
		ts.Fatalf("usage: refused program [argument…]")
	}
	err := ts.Exec(args[0], args[1:]...)
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitUsage {
		ts.Fatalf("want exit code %d, got %v", exitUsage, err)
	}
	if out := ts.ReadFile("stdout"); out != "" {
		ts.Fatalf("something on standard output: %.200q", out)
	}
	if words := ts.ReadFile("stderr"); !strings.HasPrefix(words, "Error: ") || strings.Contains(words, "Usage:") {
		ts.Fatalf("standard error is no error: %q", words)
	}
}

func same(ts *testscript.TestScript, negated bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: same directory directory")
	}
	err := ts.Exec("diff", "-r", ts.MkAbs(args[0]), ts.MkAbs(args[1]))
	if (err == nil) == negated {
		ts.Fatalf("%s and %s: %v\n%s", args[0], args[1], err, ts.ReadFile("stdout"))
	}
}
