package main

import (
	"bufio"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
)

type imagesOptions struct {
	stackFlags
	format     string
	components []string
}

func newImagesCommand(io streams) *cobra.Command {
	o := &imagesOptions{}
	cmd := &cobra.Command{
		Use:   "images",
		Short: "List the container images that a stack pulls",
		Long: `List the container images that a stack pulls, each once: those of its pods,
those that the programs in them start pods with, and those that the images of
its jobs are built on. (The Dockerfile of a job is written by flinkgen image.)

With spec.images.registry they are those on the mirror, and --format table and
json say where each comes from; --set images.registry= lists where they come
from. An image has a digest where the stack pins one.`,
		Example: `  # pull them all
  flinkgen images -f stack.yaml | xargs -n1 docker pull

  # the images of each component, and what uses them
  flinkgen images -f stack.yaml --format table

  # a bill of materials in CycloneDX 1.6
  flinkgen images -f stack.yaml --format cyclonedx > images.cdx.json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runImages(io, o) },
	}
	o.register(cmd)
	cmd.Flags().StringVar(&o.format, "format", "text", "what to print: text for one image a line, table, json, or cyclonedx")
	cmd.Flags().StringArrayVar(&o.components, "component", nil, "component to list, such as redis or job-state-machine (default: all)")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "table", "json", "cyclonedx"}, cobra.ShellCompDirectiveNoFileComp))
	completeComponents(cmd, &o.stackFlags, io)
	return cmd
}

func runImages(io streams, o *imagesOptions) error {
	switch o.format {
	case "text", "table", "json", "cyclonedx":
	default:
		return fmt.Errorf("unknown format %q: write text, table, json or cyclonedx", o.format)
	}
	s, err := flinkgen.Load(o.options(io))
	if err != nil {
		return err
	}
	list, err := flinkgen.Images(s, o.components...)
	if err != nil {
		return err
	}
	return flush(io, func(out *bufio.Writer) error {
		switch o.format {
		case "table":
			return list.WriteTable(out)
		case "json":
			return list.WriteJSON(out, s.Metadata.Name)
		case "cyclonedx":
			return list.WriteCycloneDX(out, s.Metadata.Name, version())
		default:
			return list.WriteText(out)
		}
	})
}

// completeComponents completes --component with those of the stack.
func completeComponents(cmd *cobra.Command, flags *stackFlags, io streams) {
	_ = cmd.RegisterFlagCompletionFunc("component", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		s, err := flinkgen.Load(flags.options(io))
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		b, err := flinkgen.Build(s)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		return b.Names(), cobra.ShellCompDirectiveNoFileComp
	})
}
