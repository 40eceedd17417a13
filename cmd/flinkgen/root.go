package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"

	"github.com/spf13/cobra"
)

// The exit codes.
const (
	exitDone     = 0
	exitFindings = 1
	exitUsage    = 2
)

// errFindings ends a command that has done its work and found something wrong,
// which it has said already.
var errFindings = errors.New("there are findings")

// streams are what a command reads and writes: data on out, words on err.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// run executes the command line and gives the exit code.
func run(ctx context.Context, io streams, args []string) int {
	root := newRootCommand(io)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, syscall.EPIPE):
		// The reader of a pipe has seen enough.
		return exitDone
	case errors.Is(err, errFindings):
		return exitFindings
	default:
		_, _ = fmt.Fprintln(io.err, "Error:", err)
		return exitUsage
	}
}

func newRootCommand(io streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "flinkgen",
		Short: "One typed stack file for Apache Flink on Kubernetes",
		Long: `flinkgen turns one typed stack file into the manifests of Apache Flink on
Kubernetes: operator, ingress, Redis with Sentinel, MinIO, JuiceFS, local
volumes, history server and jobs. It installs nothing: kubectl, Helm, Argo CD
or Flux apply what it writes.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if piped(io.in) {
				return fmt.Errorf("there is input and no command: as a post-renderer of Helm, flinkgen takes --post-renderer-args %s; see flinkgen --help", postRender)
			}
			return cmd.Help()
		},
	}
	root.SetIn(io.in)
	root.SetOut(io.out)
	root.SetErr(io.err)
	root.CompletionOptions.HiddenDefaultCmd = false
	root.AddCommand(
		newImageCommand(io),
		newImagesCommand(io),
		newImportCommand(io),
		newPostRenderCommand(io),
		newRenderCommand(io),
		newMemoryCommand(io),
		newMirrorCommand(io),
		newUpgradeCommand(io),
		newValidateCommand(io),
		newJobCommand(io),
		newKRMCommand(io),
		newSecretsCommand(io),
		newSchemaCommand(io),
		newVersionCommand(io),
	)
	refuseOtherShells(root)
	return root
}

// refuseOtherShells makes a completion for an unknown shell an error, where
// cobra would print its help as if that were the script.
func refuseOtherShells(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	if completion, _, err := root.Find([]string{"completion"}); err == nil && completion != root {
		completion.Args = nil
		completion.RunE = func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("unknown shell %q: write bash, zsh, fish or powershell", args[0])
			}
			return cmd.Help()
		}
	}
}
