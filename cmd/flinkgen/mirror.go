package main

import (
	"bufio"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/oci"
	"github.com/flinkgen/flinkgen/pkg/render/mirror"
)

type mirrorOptions struct {
	stackFlags
	registry   string
	tool       string
	format     string
	components []string
}

func newMirrorCommand(io streams) *cobra.Command {
	o := &mirrorOptions{}
	cmd := &cobra.Command{
		Use:   "mirror",
		Short: "Print the script that copies the images of a stack to a mirror",
		Long: `Print the script that copies the images of a stack to a mirror, for a machine
that reaches both: all architectures of each image, those that the stack pins by
their digest. Nothing is copied here.

An image keeps its path: quay.io/minio/minio:TAG is REGISTRY/minio/minio:TAG on
the mirror, which is what spec.images.registry makes of it in all that flinkgen
renders.`,
		Example: `  # copy them
  flinkgen mirror -f stack.yaml --registry mirror.example.com:5000/flink > mirror.sh
  skopeo login mirror.example.com:5000
  sh mirror.sh

  # where each image comes from, and what it is on the mirror
  flinkgen mirror -f stack.yaml --registry mirror.example.com:5000/flink --format map`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runMirror(io, o) },
	}
	o.register(cmd)
	cmd.Flags().StringVar(&o.registry, "registry", "", "mirror to copy to, host[:port][/path] (default: spec.images.registry of the stack)")
	cmd.Flags().StringVar(&o.tool, "tool", mirror.Skopeo, "what copies: skopeo or crane")
	cmd.Flags().StringVar(&o.format, "format", "script", "what to print: script, or map for a map of images as YAML")
	cmd.Flags().StringArrayVar(&o.components, "component", nil, "component to mirror, such as redis or job-state-machine (default: all)")
	_ = cmd.RegisterFlagCompletionFunc("tool", cobra.FixedCompletions(mirror.Tools(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"script", "map"}, cobra.ShellCompDirectiveNoFileComp))
	completeComponents(cmd, &o.stackFlags, io)
	return cmd
}

func runMirror(io streams, o *mirrorOptions) error {
	switch {
	case o.format != "script" && o.format != "map":
		return fmt.Errorf("unknown format %q: write script or map", o.format)
	case !slices.Contains(mirror.Tools(), o.tool):
		return fmt.Errorf("unknown tool %q: write %s", o.tool, strings.Join(mirror.Tools(), " or "))
	}
	s, err := flinkgen.Load(o.options(io))
	if err != nil {
		return err
	}
	if o.registry != "" {
		if _, err := oci.ParseMirror(o.registry); err != nil {
			return fmt.Errorf("--registry: %w", err)
		}
		s.Spec.Images.Registry = o.registry
	}
	if s.Spec.Images.Registry == "" {
		return errors.New("the stack names no mirror: write --registry host[:port][/path], or set spec.images.registry")
	}
	registry := s.Spec.Images.Registry
	list, err := flinkgen.Images(s, o.components...)
	if err != nil {
		return err
	}
	to, err := oci.ParseMirror(registry)
	if err != nil {
		return err
	}
	text, err := mirror.Map(list)
	if o.format == "script" {
		text, err = mirror.Script(s.Metadata.Name, list, to, o.tool)
	}
	if err != nil {
		return err
	}
	return flush(io, func(out *bufio.Writer) error {
		_, err := out.Write(text)
		return err
	})
}
