package main

import (
	"bufio"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/lifecycle"
	"github.com/flinkgen/flinkgen/pkg/plan"
)

// jobOptions are the flags of every subcommand of job.
type jobOptions struct {
	stackFlags
	format string
}

func newJobCommand(io streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "job",
		Short: "Print how a job is suspended, resumed, saved or rolled back",
		Long: `Print how a job of the stack is suspended, resumed, saved or rolled back: a
script of kubectl commands with the reasons, what to wait for, and where the
savepoint is. Nothing is run.

What would lose the state of the job is refused, with the cure, and the exit
code is 1. A job is named as in the stack; NAMESPACE/NAME tells jobs of one name
apart, and session jobs have names of their own.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newJobSuspendCommand(io), newJobResumeCommand(io), newJobSavepointCommand(io), newJobRollbackCommand(io))
	return cmd
}

func newJobSuspendCommand(io streams) *cobra.Command {
	o, mode := &jobOptions{}, ""
	cmd := &cobra.Command{
		Use:   "suspend NAME",
		Short: "Print how a job stops and keeps its state",
		Example: `  flinkgen job suspend state-machine -f stack.yaml
  flinkgen job suspend state-machine --upgrade-mode last-state --format patch`,
		RunE: func(_ *cobra.Command, args []string) error {
			return runJob(io, o, func() (plan.Plan, error) { return flinkgen.PlanSuspend(o.options(io), args[0], mode) })
		},
	}
	o.job(cmd, "text", "json", "patch")
	cmd.Flags().StringVar(&mode, "upgrade-mode", "", "savepoint, last-state or stateless (default: the job's own)")
	_ = cmd.RegisterFlagCompletionFunc("upgrade-mode", cobra.FixedCompletions([]string{"savepoint", "last-state", "stateless"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func newJobResumeCommand(io streams) *cobra.Command {
	o, savepoint, with := &jobOptions{}, "", []string(nil)
	cmd := &cobra.Command{
		Use:   "resume NAME",
		Short: "Print how a suspended job goes on",
		Example: `  flinkgen job resume state-machine -f stack.yaml
  flinkgen job resume state-machine --from-savepoint file:///flink-data/savepoints/savepoint-1`,
		RunE: func(_ *cobra.Command, args []string) error {
			return runJob(io, o, func() (plan.Plan, error) {
				return flinkgen.PlanResume(o.options(io), args[0], savepoint, with)
			})
		},
	}
	o.job(cmd, "text", "json", "patch")
	cmd.Flags().StringVar(&savepoint, "from-savepoint", "", "path of a savepoint to start from (default: what the job was suspended with)")
	cmd.Flags().StringArrayVar(&with, "suspended-with", nil, "stack file that the job was suspended with, to compare the version of Flink")
	return cmd
}

func newJobSavepointCommand(io streams) *cobra.Command {
	o, options := &jobOptions{}, lifecycle.SavepointOptions{}
	cmd := &cobra.Command{
		Use:   "savepoint NAME",
		Short: "Print how a savepoint of a running job is taken",
		Example: `  flinkgen job savepoint state-machine -f stack.yaml --name before-the-sale
  flinkgen job savepoint state-machine --format patch | kubectl create -f -`,
		RunE: func(_ *cobra.Command, args []string) error {
			return runJob(io, o, func() (plan.Plan, error) { return flinkgen.PlanSavepoint(o.options(io), args[0], options) })
		},
	}
	o.job(cmd, "text", "json", "patch")
	cmd.Flags().BoolVar(&options.Checkpoint, "checkpoint", false, "take a checkpoint instead")
	cmd.Flags().StringVar(&options.Name, "name", "", "name of the FlinkStateSnapshot (default: NAME-savepoint or NAME-checkpoint)")
	return cmd
}

func newJobRollbackCommand(io streams) *cobra.Command {
	o, savepoint, to := &jobOptions{}, "", []string(nil)
	cmd := &cobra.Command{
		Use:   "rollback-plan NAME",
		Short: "Print how a job returns to an earlier program or state",
		Example: `  flinkgen job rollback-plan state-machine -f stack.yaml --to yesterday.yaml
  flinkgen job rollback-plan state-machine --from-savepoint file:///flink-data/savepoints/savepoint-1`,
		RunE: func(_ *cobra.Command, args []string) error {
			return runJob(io, o, func() (plan.Plan, error) {
				return flinkgen.PlanRollback(o.options(io), args[0], to, savepoint)
			})
		},
	}
	o.job(cmd, "text", "json")
	cmd.Flags().StringArrayVar(&to, "to", nil, "stack file with the earlier job; later files are merged over earlier ones")
	cmd.Flags().StringVar(&savepoint, "from-savepoint", "", "path of the savepoint to go back to (default: chosen while the plan is carried out)")
	return cmd
}

// job adds what every subcommand has. The first format is the default.
func (o *jobOptions) job(cmd *cobra.Command, formats ...string) {
	cmd.Args = func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return fmt.Errorf("name one job of the stack, got %d names", len(args))
		}
		return nil
	}
	o.register(cmd)
	usage := "what to print: text, a script to go through step by step, or json"
	if slices.Contains(formats, "patch") {
		usage = "what to print: text, a script to go through step by step, json, or patch for the YAML that the commands send"
	}
	cmd.Flags().StringVar(&o.format, "format", formats[0], usage)
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	cmd.PreRunE = func(*cobra.Command, []string) error {
		if !slices.Contains(formats, o.format) {
			last := len(formats) - 1
			return fmt.Errorf("unknown format %q: write %s or %s", o.format, strings.Join(formats[:last], ", "), formats[last])
		}
		return nil
	}
}

// runJob prints a plan, or why there is none.
func runJob(io streams, o *jobOptions, make func() (plan.Plan, error)) error {
	p, err := make()
	if refusal, refused := errors.AsType[*lifecycle.Refusal](err); refused {
		_, _ = fmt.Fprintln(io.err, "Refused:", refusal)
		return errFindings
	}
	if err != nil {
		return err
	}
	return flush(io, func(out *bufio.Writer) error {
		switch o.format {
		case "json":
			return plan.WriteJSON(out, p)
		case "patch":
			return plan.WriteManifests(out, p)
		default:
			return plan.WriteText(out, p)
		}
	})
}
