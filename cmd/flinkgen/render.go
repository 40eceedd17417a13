package main

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
)

type renderOptions struct {
	stackFlags
	format     string
	output     string
	components []string
}

func newRenderCommand(io streams) *cobra.Command {
	o := &renderOptions{}
	cmd := &cobra.Command{
		Use:   "render",
		Short: "Print or write what a stack renders to",
		Example: `  # the embedded default stack
  flinkgen render

  # your stack with one value changed, a file per component
  flinkgen render -f stack.yaml --set spec.redis.replicas=5 -o manifests

  # Helm charts, with the values of each release and the script that installs them
  flinkgen render -f stack.yaml --format charts -o release

  # a Kustomize base, and an overlay for each environment of the stack
  flinkgen render -f stack.yaml --format kustomize -o deploy

  # values of the charts that the projects publish, and what they cannot express
  flinkgen render -f stack.yaml --format upstream -o deploy

  # what Argo CD follows; spec.gitops of the stack names the repository
  flinkgen render -f stack.yaml --format argocd -o deploy/prod

  # the manifests of every cluster of the stack, and those of one
  flinkgen render -f fleet.yaml -o fleet
  flinkgen render -f fleet.yaml --cluster eu-1

  # the stack with everything that was derived
  flinkgen render -f stack.yaml --format stack`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runRender(cmd.Context(), io, o)
		},
	}
	o.register(cmd)
	cmd.Flags().StringVar(&o.format, "format", "manifests", "what to render: manifests, charts for Helm, kustomize for a base with overlays, upstream for the charts of the projects, argocd or flux for a repository that they follow, or stack for the completed stack")
	cmd.Flags().StringVarP(&o.output, "output", "o", "", "directory to write to instead of standard output: a file per component, charts with their values and install.sh, base and overlays, or what Argo CD and Flux follow")
	cmd.Flags().StringArrayVar(&o.components, "component", nil, "component to render, such as redis or job-state-machine (default: all)")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"manifests", "charts", "kustomize", "upstream", "argocd", "flux", "stack"}, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("component", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		b, err := load(o, io)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		return b.Names(), cobra.ShellCompDirectiveNoFileComp
	})
	_ = cmd.MarkFlagDirname("output")
	return cmd
}

func load(o *renderOptions, io streams) (*bundle.Bundle, error) {
	s, err := flinkgen.Load(o.options(io))
	if err != nil {
		return nil, err
	}
	return flinkgen.Build(s)
}

func runRender(ctx context.Context, io streams, o *renderOptions) error {
	switch o.format {
	case "manifests":
	case "charts":
		return runRenderCharts(ctx, io, o)
	case "kustomize":
		return runRenderKustomize(ctx, io, o)
	case "upstream":
		return runRenderUpstream(ctx, io, o)
	case "argocd":
		return runRenderGitOps(ctx, io, o, argoCD())
	case "flux":
		return runRenderGitOps(ctx, io, o, flux())
	case "stack":
		return runRenderStack(io, o)
	default:
		return fmt.Errorf("unknown format %q: write manifests, charts, kustomize, upstream, argocd, flux or stack", o.format)
	}
	s, err := flinkgen.Load(o.options(io))
	if err != nil {
		return err
	}
	if o.environment == "" && len(s.Clusters) > 0 {
		return runRenderFleet(ctx, io, o, s)
	}
	b, err := flinkgen.Build(s)
	if err != nil {
		return err
	}
	writeDir := flinkgen.WriteDir
	if len(o.components) > 0 {
		if b, err = b.Select(o.components...); err != nil {
			return err
		}
		writeDir = flinkgen.WriteParts
	}
	if o.output == "" && len(o.components) > 0 && !slices.ContainsFunc(b.Components, func(c bundle.Component) bool { return len(c.Objects) > 0 }) {
		return fmt.Errorf("component %s has files and no objects: write them to a directory with --output", strings.Join(b.Names(), ", "))
	}
	if o.output == "" {
		if files := b.FileCount(); files > 0 {
			if _, err := fmt.Fprintf(io.err, "left out %s that no stream holds: -o DIR writes them\n", count(files, "file")); err != nil {
				return err
			}
		}
		return flush(io, func(out *bufio.Writer) error { return flinkgen.Write(out, b) })
	}
	if err := writeDir(ctx, o.output, b); err != nil {
		return err
	}
	written := count(len(b.Components), "component")
	if files := b.FileCount(); files > 0 {
		written += " with " + count(files, "file")
	}
	_, err = fmt.Fprintf(io.err, "wrote %s to %s\n", written, o.output)
	return err
}

func runRenderCharts(ctx context.Context, io streams, o *renderOptions) error {
	if o.output == "" {
		return fmt.Errorf("--format charts writes many files: name their directory with --output")
	}
	s, err := flinkgen.Load(o.options(io))
	if err != nil {
		return err
	}
	if err := chooseCluster(o, s); err != nil {
		return err
	}
	c, err := flinkgen.Charts(s, o.components...)
	if err != nil {
		return err
	}
	writeDir := flinkgen.WriteCharts
	if len(o.components) > 0 {
		writeDir = flinkgen.WriteChartParts
	}
	if err := writeDir(ctx, o.output, c); err != nil {
		return err
	}
	_, err = fmt.Fprintf(io.err, "wrote %s with %s to %s\n", count(len(c.Charts), "chart"), count(len(c.Releases), "release"), o.output)
	return err
}

func runRenderStack(io streams, o *renderOptions) error {
	if o.output != "" || len(o.components) > 0 {
		return fmt.Errorf("--format stack prints one stack: leave out --output and --component")
	}
	s, err := flinkgen.Load(o.options(io))
	if err != nil {
		return err
	}
	return flush(io, func(out *bufio.Writer) error { return flinkgen.WriteStack(out, s) })
}

func flush(io streams, write func(*bufio.Writer) error) error {
	out := bufio.NewWriterSize(io.out, 1<<16)
	if err := write(out); err != nil {
		return err
	}
	return out.Flush()
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
