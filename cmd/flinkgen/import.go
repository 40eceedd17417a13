package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/flinkgen/flinkgen/pkg/importer"
)

type importOptions struct {
	importer.Options
}

func newImportCommand(io streams) *cobra.Command {
	o := &importOptions{}
	cmd := &cobra.Command{
		Use:   "import {FILE | DIR | -}... | -- COMMAND",
		Short: "Print the stack file of Flink jobs that exist",
		Long: `Print the stack file of Flink jobs that exist: manifests of the operator, a
script that runs Flink, or the command line itself after --. The jobs render as
they were. What has no place in a stack is said on standard error and in the
header of the stack file.`,
		Example: `  # every job of a namespace
  kubectl get flinkdeployments,flinksessionjobs -n etl -o yaml | flinkgen import -

  # a command line
  flinkgen import -- flink run-application -t kubernetes-application -Dkubernetes.cluster-id=etl …`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runImport(io, o, args, cmd.ArgsLenAtDash())
		},
	}
	cmd.Flags().StringVar(&o.Name, "name", "imported", "name of the stack")
	cmd.Flags().StringVarP(&o.Namespace, "namespace", "n", "default", "namespace of jobs that name none")
	cmd.Flags().StringVar(&o.FlinkVersion, "flink-version", "", "Flink version of the job of a command line, such as v1_20 (default: that of its image or program)")
	cmd.Flags().StringVar(&o.Image, "image", "", "image of a command line that does not tell it")
	cmd.Flags().StringVar(&o.Mode, "mode", "application", "deployment mode of the job of a command line: application or native")
	cmd.Flags().StringVar(&o.StorageClassName, "storage-class", "", "StorageClass for the volumes of a native job; it must allow ReadWriteMany")
	cmd.Flags().StringToStringVar(&o.Variables, "var", nil, "value of a variable in a script, as name=value")
	_ = cmd.RegisterFlagCompletionFunc("mode", cobra.FixedCompletions([]string{"application", "native"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func runImport(io streams, o *importOptions, args []string, dash int) error {
	if o.Mode != "application" && o.Mode != "native" {
		return fmt.Errorf("unknown mode %q: write application or native", o.Mode)
	}
	o.ReadFile = os.ReadFile
	var result importer.Result
	var err error
	switch {
	case len(args) == 0:
		return errors.New("nothing to import: name a file, a directory or - for standard input, or write a command line after --")
	case dash == 0:
		result, err = importer.CommandLine(args, o.Options)
	case dash > 0:
		return errors.New("import files or a command line, not both")
	default:
		result, err = importer.Paths(args, io.in, o.Options)
	}
	if err != nil {
		return err
	}
	for _, note := range result.Notes {
		if _, err := fmt.Fprintln(io.err, "note:", note); err != nil {
			return err
		}
	}
	return flush(io, func(out *bufio.Writer) error {
		_, err := out.Write(result.Document)
		return err
	})
}
