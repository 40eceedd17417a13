package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
)

type imageOptions struct {
	stackFlags
	job    string
	format string
	output string
}

func newImageCommand(io streams) *cobra.Command {
	o := &imageOptions{}
	cmd := &cobra.Command{
		Use:   "image",
		Short: "Write the Dockerfile for the image of a job",
		Long: `Write the Dockerfile for the image of a job from its section build, and beside
it Dockerfile.dockerignore, which lets the build see the files that it copies
and nothing else. Nothing is built or downloaded here. Paths in the section are
those of the directory that docker build is given.`,
		Example: `  # write image/Dockerfile, then build it in the directory of the project
  flinkgen image -f stack.yaml --job orders -o image
  docker build -f image/Dockerfile -t registry.example.com/orders:1.0.0 .

  # only look at it
  flinkgen image -f stack.yaml --job orders --format dockerfile`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runImage(cmd.Context(), io, o) },
	}
	o.register(cmd)
	cmd.Flags().StringVar(&o.job, "job", "", "name or namespace/name of the job (default: the one that has a section build)")
	cmd.Flags().StringVar(&o.format, "format", "directory", "what to write: directory, or dockerfile on standard output")
	cmd.Flags().StringVarP(&o.output, "output", "o", "", "directory to write both files to")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"directory", "dockerfile"}, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.MarkFlagDirname("output")
	return cmd
}

func runImage(ctx context.Context, io streams, o *imageOptions) error {
	switch {
	case o.format != "directory" && o.format != "dockerfile":
		return fmt.Errorf("unknown --format %q: write directory or dockerfile", o.format)
	case o.format == "directory" && o.output == "":
		return errors.New("name a directory with --output, or print the Dockerfile with --format dockerfile")
	case o.format == "dockerfile" && o.output != "":
		return errors.New("--format dockerfile prints one file: leave out --output")
	}
	s, err := flinkgen.Load(o.options(io))
	if err != nil {
		return err
	}
	if o.format == "dockerfile" {
		return flush(io, func(out *bufio.Writer) error { return flinkgen.WriteDockerfile(out, s, o.job) })
	}
	if err := flinkgen.WriteImage(ctx, o.output, s, o.job); err != nil {
		return err
	}
	_, err = fmt.Fprintf(io.err, "wrote the Dockerfile to %s\n", o.output)
	return err
}
