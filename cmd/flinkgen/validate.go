package main

import (
	"bufio"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flinkgen/flinkgen/pkg/check"
	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
)

type validateOptions struct {
	stackFlags
	checkFlags
	format              string
	recursive, complete bool
}

// checkFlags are the flags of every command that checks objects.
type checkFlags struct {
	kubernetesVersion string
	ignore, external  []string
}

func (f *checkFlags) options() check.Options {
	return check.Options{KubernetesVersion: f.kubernetesVersion, Ignore: f.ignore, External: f.external}
}

func newValidateCommand(io streams) *cobra.Command {
	o := &validateOptions{}
	cmd := &cobra.Command{
		Use:   "validate [PATH|-]...",
		Short: "Check a stack, or any manifests",
		Long: `Check the objects of a stack, or manifests of files, directories and standard
input: against the schemas of Kubernetes and of Flink's operator, whether what
they name is there, and by rules about Flink and the stores that it needs. It
talks to no cluster.

Every finding is a line with file, line, column, severity, rule, object, field,
what is wrong and how to cure it. The exit code is 1 when one is an error.`,
		Example: `  # a stack
  flinkgen validate -f stack.yaml

  # manifests of any origin
  flinkgen validate ./manifests
  helm template flink-kubernetes-operator flink/flink-kubernetes-operator | flinkgen validate -

  # without a rule, and with a Service that is there already
  flinkgen validate --ignore FG081 --external Service/kafka/kafka-bootstrap ./manifests`,
		RunE: func(_ *cobra.Command, paths []string) error { return runValidate(io, o, paths) },
	}
	o.stackFlags.register(cmd)
	f := cmd.Flags()
	f.StringVar(&o.format, "format", "text", "what to print: text, json, sarif (2.1.0), or github for annotations of a workflow")
	f.BoolVarP(&o.recursive, "recursive", "R", false, "read the directories in a directory too")
	f.BoolVar(&o.complete, "complete", false, "say that the objects are all that a cluster has: also Secrets, namespaces, classes and definitions must be among them")
	f.StringVar(&o.kubernetesVersion, "kubernetes-version", "", "Kubernetes that the objects are for, such as 1.34 (default: that of the stack, or the newest that is known)")
	f.StringArrayVar(&o.external, "external", nil, "object that is there already, as KIND, KIND/NAME or KIND/NAMESPACE/NAME")
	f.StringArrayVar(&o.ignore, "ignore", nil, "id of a rule to leave out, such as FG081")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(check.Formats(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("ignore", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		var ids []string
		for _, rule := range check.Rules() {
			ids = append(ids, rule.ID)
		}
		return ids, cobra.ShellCompDirectiveNoFileComp
	})
	return cmd
}

func runValidate(io streams, o *validateOptions, paths []string) error {
	if !slices.Contains(check.Formats(), o.format) {
		return fmt.Errorf("unknown format %q: write %s", o.format, strings.Join(check.Formats(), ", "))
	}
	findings, objects, err := o.validate(io, paths)
	if err != nil {
		return err
	}
	if err := flush(io, func(out *bufio.Writer) error { return check.Write(out, o.format, findings) }); err != nil {
		return err
	}
	wrong := finding.Errors(findings)
	if _, err := fmt.Fprintf(io.err, "%s: %s, %s\n", count(objects, "object"), count(wrong, "error"), count(len(findings)-wrong, "warning")); err != nil {
		return err
	}
	if wrong > 0 {
		return errFindings
	}
	return nil
}

func (o *validateOptions) validate(io streams, paths []string) ([]finding.Finding, int, error) {
	options := o.checkFlags.options()
	if o.complete {
		options.Reach = check.Everything
	}
	if len(paths) == 0 {
		if o.recursive {
			return nil, 0, errors.New("--recursive belongs to a directory: name one")
		}
		return flinkgen.Validate(o.stackFlags.options(io), options)
	}
	if len(o.files)+len(o.set) > 0 || o.environment != "" || o.cluster != "" {
		return nil, 0, errors.New("-f, --environment, --cluster and --set belong to a stack: leave them out, or the paths of manifests")
	}
	return flinkgen.ValidateFiles(paths, o.recursive, io.in, options)
}
