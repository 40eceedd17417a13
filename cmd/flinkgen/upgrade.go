package main

import (
	"bufio"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/plan"
)

type upgradeOptions struct {
	stackFlags
	from, to string
	format   string
}

func newUpgradeCommand(io streams) *cobra.Command {
	o := &upgradeOptions{}
	cmd := &cobra.Command{
		Use:   "upgrade",
		Short: "Print the plan for an upgrade of the Flink operator",
		Long: `Print the plan for an upgrade of the Flink operator: what to check before, how
each job of the stack keeps its state, which CustomResourceDefinitions to
replace and which to create, and what to wait for. The plan is a script to go
through step by step. Nothing is run.

The exit code is 1 when something must be solved before the upgrade begins.`,
		Example: `  # a runbook for the jobs of a stack
  flinkgen upgrade --from 1.5.0 --to 1.15.0 -f stack.yaml > upgrade.sh

  # from the preview, whose objects must be created again, to the newest
  flinkgen upgrade --from 0.1.0 -f stack.yaml`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runUpgrade(io, o) },
	}
	o.register(cmd)
	cmd.Flags().StringVar(&o.from, "from", "", "version of the operator that runs, such as 1.5.0")
	cmd.Flags().StringVar(&o.to, "to", "", "version to upgrade to (default: the newest)")
	cmd.Flags().StringVar(&o.format, "format", "text", "what to print: text or json")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func runUpgrade(io streams, o *upgradeOptions) error {
	if o.from == "" {
		return errors.New("say which version of the operator runs with --from")
	}
	if o.format != "text" && o.format != "json" {
		return fmt.Errorf("unknown format %q: write text or json", o.format)
	}
	p, err := flinkgen.PlanUpgrade(o.options(io), o.from, o.to)
	if err != nil {
		return err
	}
	err = flush(io, func(out *bufio.Writer) error {
		if o.format == "text" {
			return plan.WriteText(out, p.Runbook())
		}
		return plan.WriteJSON(out, p)
	})
	if err == nil && p.Blocked() {
		return errFindings
	}
	return err
}
