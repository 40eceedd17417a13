package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/flinkgen/flinkgen/pkg/krm"
)

func newKRMCommand(io streams) *cobra.Command {
	return &cobra.Command{
		Use:   "krm",
		Short: "Be a function of kustomize or kpt: generate a stack, change objects",
		Long: `Read a ResourceList from standard input and write it to standard output, as
KRM functions do. Its functionConfig says what happens:

  Stack            the stack file itself: add the objects that it renders to
  StackGenerator   the same with an environment, components and values to set
  PostRenderer     change the items as flinkgen post-render does

All are of ` + krm.APIVersion + `. A mistake is in the results of the list and on
standard error, and the exit code is 1; the items are then as they were.`,
		Example: `  # in a file that generators or transformers of a kustomization.yaml name
  metadata:
    annotations:
      config.kubernetes.io/function: |
        exec: {path: flinkgen, args: [krm]}

  kustomize build --enable-alpha-plugins --enable-exec .`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			err := krm.Run(io.in, io.out)
			if failure, ok := errors.AsType[*krm.Failure](err); ok {
				if _, err := fmt.Fprintln(io.err, "Error:", failure); err != nil {
					return err
				}
				return errFindings
			}
			return err
		},
	}
}
