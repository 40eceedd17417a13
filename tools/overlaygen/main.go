// Command overlaygen writes the embedded default stack as a Kustomize base with
// an overlay for each of its environments to overlays. The overlays stand beside
// their base there: kubectl kustomize overlays/prod builds one.
//
//	go run -C tools ./overlaygen
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
)

const output = "../overlays"

func main() {
	if err := run(context.Background(), output); err != nil {
		fmt.Fprintln(os.Stderr, "overlaygen:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, directory string) error {
	s, err := flinkgen.BuildEnvironments(flinkgen.LoadOptions{})
	if err != nil {
		return err
	}
	s.Overlays = ""
	return flinkgen.WriteKustomize(ctx, directory, s)
}
