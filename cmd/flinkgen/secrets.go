package main

import (
	"bufio"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/secrets"
)

type secretsOptions struct {
	stackFlags
	from   string
	format string
	store  string
}

func newSecretsCommand(io streams) *cobra.Command {
	o := &secretsOptions{}
	cmd := &cobra.Command{
		Use:   "secrets",
		Short: "Print the Secrets that a stack refers to",
		Long: `Print the Secrets that a stack refers to, consistent with each other. This is
the one command that prints secrets: apply its output, do not commit it.

With --from random (the default) every run makes new passwords. Run it once
for a stack, or keep the values yourself and give them with --from env: each
variable holds a value, or its name with _FILE appended names a file that does.`,
		Example: `  # once, before the rest of the stack is applied
  flinkgen secrets -f stack.yaml | kubectl apply -f -

  # values from the environment
  FLINKGEN_REDIS_PASSWORD_FILE=/run/redis-password … flinkgen secrets --from env

  # references into a store of the External Secrets Operator
  flinkgen secrets --format external --store vault`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runSecrets(io, o) },
	}
	o.register(cmd)
	cmd.Flags().StringVar(&o.from, "from", "random", "where values come from: random or env")
	cmd.Flags().StringVar(&o.format, "format", "secret", "what to print: secret, or external for ExternalSecrets")
	cmd.Flags().StringVar(&o.store, "store", "", "ClusterSecretStore that ExternalSecrets read from")
	_ = cmd.RegisterFlagCompletionFunc("from", cobra.FixedCompletions([]string{"random", "env"}, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"secret", "external"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func runSecrets(io streams, o *secretsOptions) error {
	var source secrets.Source
	switch o.from {
	case "random":
		source = secrets.Random()
	case "env":
		source = secrets.Environment(lookupEnv)
	default:
		return fmt.Errorf("unknown --from %q: write random or env", o.from)
	}
	s, err := flinkgen.Load(o.options(io))
	if err != nil {
		return err
	}
	switch o.format {
	case "secret":
		return flush(io, func(out *bufio.Writer) error { return flinkgen.WriteSecrets(out, s, source) })
	case "external":
		return flush(io, func(out *bufio.Writer) error { return flinkgen.WriteExternalSecrets(out, s, o.store) })
	default:
		return fmt.Errorf("unknown --format %q: write secret or external", o.format)
	}
}
