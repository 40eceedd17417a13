package main

import (
	"github.com/spf13/cobra"

	"github.com/flinkgen/flinkgen/schemas"
)

func newSchemaCommand(io streams) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the stack file",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := io.out.Write(schemas.Stack())
			return err
		},
	}
}
