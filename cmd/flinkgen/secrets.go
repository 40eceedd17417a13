package main

import (
	"bufio"
	"fmt"
	"os"

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

With --from random (the default) every run makes new passwords: create the
Secrets once, with kubectl create, which refuses to replace them. With --from
env each value is in a variable, or in the file that the variable with _FILE
appended names:

  FLINKGEN_REDIS_PASSWORD             Redis of the stack
  FLINKGEN_SENTINEL_PASSWORD          its sentinels, or an external Sentinel
  FLINKGEN_MINIO_ROOT_USER            MinIO of the stack, 3 characters or more
  FLINKGEN_MINIO_ROOT_PASSWORD        8 characters or more
  FLINKGEN_META_PASSWORD              an external metadata store of JuiceFS
  FLINKGEN_JUICEFS_ACCESS_KEY         an external object store of JuiceFS
  FLINKGEN_JUICEFS_SECRET_KEY
  FLINKGEN_S3_ACCESS_KEY              an external object store of the jobs
  FLINKGEN_S3_SECRET_KEY
  FLINKGEN_WEBHOOK_KEYSTORE_PASSWORD  the operator's webhook

What an external store holds cannot be invented: give it with --from env,random,
or name your Secret with existingSecret in the stack. With --format external the
store has one entry, named like the stack, with a property for each value:
redisPassword, sentinelPassword, minioRootUser and so on.`,
		Example: `  # once, before the rest of the stack is applied
  flinkgen secrets -f stack.yaml | kubectl create -f -

  # values from the environment
  FLINKGEN_REDIS_PASSWORD_FILE=/run/redis-password … flinkgen secrets --from env

  # references into a store of the External Secrets Operator
  flinkgen secrets --format external --store vault`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runSecrets(io, o) },
	}
	o.register(cmd)
	cmd.Flags().StringVar(&o.from, "from", "random", "where values come from: random, env, or env,random for env first")
	cmd.Flags().StringVar(&o.format, "format", "secret", "what to print: secret, or external for ExternalSecrets")
	cmd.Flags().StringVar(&o.store, "store", "", "ClusterSecretStore that ExternalSecrets read from")
	_ = cmd.RegisterFlagCompletionFunc("from", cobra.FixedCompletions([]string{"random", "env", "env,random"}, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"secret", "external"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func runSecrets(io streams, o *secretsOptions) error {
	var source secrets.Source
	switch o.from {
	case "random":
		source = secrets.Random()
	case "env":
		source = secrets.Environment(os.LookupEnv)
	case "env,random":
		source = secrets.EnvironmentOrRandom(os.LookupEnv)
	default:
		return fmt.Errorf("unknown --from %q: write random, env, or env,random", o.from)
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
