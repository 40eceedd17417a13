package kustomize_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

// run builds both programs and puts them first on the PATH, where kustomize
// finds flinkgen too.
func run(m *testing.M) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	programs, err := os.MkdirTemp("", "kustomize-")
	if err != nil {
		return fail(err)
	}
	defer func() { _ = os.RemoveAll(programs) }()
	for _, p := range []struct{ name, module, of string }{
		{"kustomize", "kustomize5", "sigs.k8s.io/kustomize/kustomize/v5"},
		{"flinkgen", "../..", "./cmd/flinkgen"},
	} {
		build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", filepath.Join(programs, p.name), p.of)
		build.Dir = p.module
		build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off", "GOFLAGS=-buildvcs=false")
		if said, err := build.CombinedOutput(); err != nil {
			return fail(fmt.Errorf("cannot build %s: %w\n%s", p.name, err, said))
		}
	}
	if err := os.Setenv("PATH", programs+string(os.PathListSeparator)+os.Getenv("PATH")); err != nil {
		return fail(err)
	}
	return m.Run()
}

func fail(err error) int {
	fmt.Fprintln(os.Stderr, "kustomize:", err)
	return 1
}
