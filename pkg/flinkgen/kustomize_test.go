package flinkgen_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
)

// A stack is written as a Kustomize base with an overlay for each environment.
func ExampleWriteKustomize() {
	s, err := flinkgen.BuildEnvironments(flinkgen.LoadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	parent, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(parent) }()
	if err := flinkgen.WriteKustomize(context.Background(), filepath.Join(parent, "deploy"), s); err != nil {
		fmt.Println(err)
		return
	}
	patch, err := os.ReadFile(filepath.Join(parent, "deploy/overlays/dev/patches/flinkdeployment-state-machine.yaml"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(patch))
	// Output:
	// # Changes FlinkDeployment flink/state-machine:
	// #   spec.job.parallelism: 2 becomes 1
	// - op: replace
	//   path: /spec/job/parallelism
	//   value: 1
}

// All environments are built, so that none can be chosen.
func TestBuildEnvironmentsRefused(t *testing.T) {
	if _, err := flinkgen.BuildEnvironments(flinkgen.LoadOptions{Environment: "dev"}); err == nil {
		t.Error("an environment was chosen")
	}
}
