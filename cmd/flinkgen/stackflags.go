package main

import (
	"github.com/spf13/cobra"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
)

// stackFlags are the flags of every command that reads a stack.
type stackFlags struct {
	files       []string
	environment string
	set         []string
}

func (f *stackFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringArrayVarP(&f.files, "file", "f", nil, "stack file, or - for standard input; later files are merged over earlier ones (default: the embedded stack)")
	cmd.Flags().StringVarP(&f.environment, "environment", "e", "", "environment of the stack to merge over its spec")
	cmd.Flags().StringArrayVar(&f.set, "set", nil, "value to set after all files, such as spec.redis.replicas=5 or spec.jobs[name=etl].parallelism=4")
}

func (f *stackFlags) options(io streams) flinkgen.LoadOptions {
	return flinkgen.LoadOptions{Files: f.files, Environment: f.environment, Set: f.set, Stdin: io.in}
}
