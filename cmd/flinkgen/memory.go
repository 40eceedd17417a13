package main

import (
	"bufio"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/flinkgen/flinkgen/pkg/flink/memory"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
)

type memoryOptions struct {
	stackFlags
	flinkgen.MemoryOptions
	job    string
	format string
}

func newMemoryCommand(io streams) *cobra.Command {
	o := &memoryOptions{}
	cmd := &cobra.Command{
		Use:   "memory",
		Short: "Print how Flink divides the memory of its processes",
		Long: `Print how Flink divides the memory of its processes: heap, managed memory,
network buffers and what the JVM needs, to the byte, where each figure comes
from and which flags the JVM gets. A process that Flink would not start is
named with what to change, and the exit code is 1.

The clusters are those of a stack, or one that flags describe.`,
		Example: `  # the jobs of a stack
  flinkgen memory -f stack.yaml

  # one job with other memory, without changing the stack
  flinkgen memory -f stack.yaml --job etl --set 'jobs[name=etl].taskManager.resource.memory=4g'

  # no stack: a container of 1728m with Flink 1.20 and a smaller managed memory
  flinkgen memory --taskmanager 1728m --flink-version 1.20 -D taskmanager.memory.managed.fraction=0.2`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runMemory(io, o, cmd.Flags().Changed)
		},
	}
	o.register(cmd)
	cmd.Flags().StringVar(&o.job, "job", "", "job of the stack (default: all)")
	cmd.Flags().StringVar(&o.TaskManager, "taskmanager", "", "memory of a TaskManager's container, such as 1728m, instead of a stack")
	cmd.Flags().StringVar(&o.JobManager, "jobmanager", "", "memory of a JobManager's container, such as 1600m, instead of a stack")
	cmd.Flags().StringVar(&o.FlinkVersion, "flink-version", "", "version of Flink for --taskmanager and --jobmanager (default: the newest)")
	cmd.Flags().StringArrayVarP(&o.Configuration, "option", "D", nil, "option of Flink for --taskmanager and --jobmanager, key=value")
	cmd.Flags().StringVar(&o.format, "format", "text", "what to print: text or json")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func runMemory(io streams, o *memoryOptions, changed func(string) bool) error {
	write := memory.WriteText
	switch o.format {
	case "text":
	case "json":
		write = memory.WriteJSON
	default:
		return fmt.Errorf("unknown format %q: write text or json", o.format)
	}
	reports, err := o.reports(io, changed)
	if err != nil {
		return err
	}
	if err := flush(io, func(out *bufio.Writer) error { return write(out, reports) }); err != nil {
		return err
	}
	for _, report := range reports {
		if !report.Fits() {
			return errFindings
		}
	}
	return nil
}

func (o *memoryOptions) reports(io streams, changed func(string) bool) ([]memory.Report, error) {
	for _, flag := range []string{"file", "environment", "set", "job"} {
		if changed(flag) && (o.TaskManager != "" || o.JobManager != "") {
			return nil, fmt.Errorf("--%s is about a stack, --taskmanager and --jobmanager are about none: write one of them", flag)
		}
	}
	if o.TaskManager != "" || o.JobManager != "" {
		report, err := flinkgen.MemoryOf(o.MemoryOptions)
		return []memory.Report{report}, err
	}
	if changed("flink-version") || changed("option") {
		return nil, errors.New("--flink-version and -D are for --taskmanager and --jobmanager; change a stack with --set")
	}
	s, err := flinkgen.Load(o.options(io))
	if err != nil {
		return nil, err
	}
	return flinkgen.Memory(s, o.job)
}
