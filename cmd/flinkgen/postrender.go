package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/flinkgen/flinkgen/pkg/check"
	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/postrender"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/plugin"
)

const postRender = "post-render"

type postRenderOptions struct {
	stackFlags
	checkFlags
	postrender.Options
	overlays []string
	check    bool
	logFile  string
}

func newPostRenderCommand(io streams) *cobra.Command {
	o := &postRenderOptions{logFile: os.Getenv("FLINKGEN_LOG")}
	cmd := &cobra.Command{
		Use:   postRender,
		Short: "Change what Helm renders: overlays, a mirror, labels, resources",
		Long: `Read manifests from standard input and write them to standard output with
changes, as a post-renderer of Helm 3 or Helm 4 or in any pipe. What nothing
changes is written as it was read, byte for byte. Overlays are applied first, in
their order, then the other flags; a patch that finds nothing to change is an
error. When there is an error, nothing is written. --check judges the result as
flinkgen validate does: an error that it finds is one, and what the objects name
may be there already.

Helm 3 runs the flinkgen on the PATH. Helm 4 runs it by the plugin of the same
name, after helm plugin install ./plugin. The command line is the same. Neither
shows what a post-renderer says when all is well: name a file with --log-file,
or in FLINKGEN_LOG. Helm 4 does not show why it fails either; on Linux, and where
there is a terminal, flinkgen itself does.`,
		Example: `  # with Helm 3 and with Helm 4
  helm upgrade --install flink-kubernetes-operator flink/flink-kubernetes-operator \
    --post-renderer flinkgen --post-renderer-args post-render \
    --post-renderer-args --overlay=fluent-bit --post-renderer-args --mirror=registry.example.com

  # in a pipe
  helm template redis bitnami/redis | flinkgen post-render --overlay ./overlay --label team=data

  # requests and limits, as kubectl set resources takes them
  flinkgen post-render --set-resources "deployment/flink-kubernetes-operator -c flink-webhook --limits=memory=512Mi"`,
		// Helm 4 has the name of the command from the plugin, and once more where
		// the command line is that of Helm 3.
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && args[0] == postRender {
				return nil
			}
			return o.failed(io, cobra.NoArgs(cmd, args))
		},
		RunE: func(*cobra.Command, []string) error {
			return logged(io, o.logFile, func(io streams) error {
				return toldHelm(io, func(io streams) error { return runPostRender(io, o) })
			})
		},
	}
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return o.failed(io, err)
	})
	f := cmd.Flags()
	f.StringArrayVar(&o.overlays, "overlay", nil, "directory with a kustomization.yaml that changes the manifests, or the name of an overlay that flinkgen brings: "+strings.Join(plugin.Overlays(), ", "))
	f.StringVar(&o.Mirror, "mirror", "", "registry that takes the place of every other one, such as registry.example.com:5000/apps")
	f.StringArrayVar(&o.PullSecrets, "pull-secret", nil, "name of a Secret with registry credentials that every pod gets")
	f.StringToStringVar(&o.Labels, "label", nil, "label of every object, as key=value; not of selectors and of the templates of pods")
	f.StringToStringVar(&o.Annotations, "annotation", nil, "annotation of every object, as key=value")
	f.StringVar(&o.Namespace, "namespace", "", "namespace that every object goes to, also where the chart names another one")
	f.StringArrayVar(&o.Resources, "set-resources", nil, `requests and limits of containers, in the words of kubectl set resources: "deployment/NAME -c CONTAINER --limits=cpu=1,memory=2Gi --requests=memory=2Gi"`)
	f.BoolVar(&o.check, "check", false, "judge the objects of the result, and fail when there is an error")
	f.StringVar(&o.kubernetesVersion, "kubernetes-version", "", "Kubernetes that --check judges for, such as 1.34 (default: the newest that is known)")
	f.StringArrayVar(&o.ignore, "ignore", nil, "id of a rule that --check leaves out, such as FG081")
	f.StringVar(&o.logFile, "log-file", o.logFile, "file to append errors and notes to, beside standard error (default: FLINKGEN_LOG of the environment)")
	f.StringArrayVarP(&o.files, "file", "f", nil, "stack file whose images section says the mirror and the pull secrets")
	f.StringVarP(&o.environment, "environment", "e", "", "environment of the stack")
	f.StringArrayVar(&o.set, "set", nil, "value to set in the stack, such as spec.images.registry=registry.example.com")
	_ = cmd.RegisterFlagCompletionFunc("overlay", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return plugin.Overlays(), cobra.ShellCompDirectiveFilterDirs
	})
	return cmd
}

func runPostRender(io streams, o *postRenderOptions) error {
	if err := o.complete(io); err != nil {
		return err
	}
	result, err := postrender.Render(io.in, io.out, o.Options)
	if findings, ok := errors.AsType[*postrender.FindingsError](err); ok {
		if _, err := fmt.Fprintln(io.err, findings); err != nil {
			return err
		}
		return errFindings
	}
	if err != nil {
		return err
	}
	for _, finding := range result.Findings {
		if _, err := fmt.Fprintln(io.err, finding); err != nil {
			return err
		}
	}
	for _, note := range result.Notes {
		if _, err := fmt.Fprintln(io.err, "note:", note); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(io.err, "%s: %d changed, %d added, %d deleted\n", count(result.Objects, "object"), result.Changed, result.Added, result.Deleted)
	return err
}

// complete opens the overlays and reads the stack.
func (o *postRenderOptions) complete(io streams) error {
	var errs []error
	for _, name := range o.overlays {
		overlay, err := openOverlay(name)
		if err != nil {
			errs = append(errs, err)
		}
		o.Overlays = append(o.Overlays, overlay)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if o.check {
		o.Check = o.judge
	} else if len(o.ignore) > 0 || o.kubernetesVersion != "" {
		return errors.New("--ignore and --kubernetes-version belong to --check: add it, or leave them out")
	}
	if len(o.files) == 0 {
		if o.environment != "" || len(o.set) > 0 {
			return errors.New("--environment and --set belong to a stack: name it with -f")
		}
		return nil
	}
	if slices.Contains(o.files, "-") {
		return errors.New("standard input is the manifests: name a file with -f")
	}
	s, err := flinkgen.Load(o.stackFlags.options(io))
	if err != nil {
		return err
	}
	return o.images(s)
}

// judge checks the objects of one release: what they name may be there already.
func (o *postRenderOptions) judge(objects []postrender.Object) ([]finding.Finding, error) {
	options := o.checkFlags.options()
	options.Reach = check.Release
	var all []*check.Object
	var findings []finding.Finding
	for _, object := range objects {
		found, wrong, err := check.ReadAt(object.Data, "", object.Line)
		if err != nil {
			return nil, err
		}
		all, findings = append(all, found...), append(findings, wrong...)
	}
	found, err := check.Run(all, options)
	return finding.Sort(append(findings, found...)), err
}

// images takes mirror and pull secrets from a stack; flags win.
func (o *postRenderOptions) images(s *stack.Stack) error {
	images := s.Spec.Images
	if images.Registry == "" && len(images.PullSecrets) == 0 {
		return errors.New("spec.images of the stack says neither registry nor pullSecrets, so there is nothing to take from it: leave out -f")
	}
	if o.Mirror == "" {
		o.Mirror = images.Registry
	}
	o.PullSecrets = append(slices.Clip(images.PullSecrets), o.PullSecrets...)
	return nil
}

// openOverlay finds a directory, or an overlay that flinkgen brings.
func openOverlay(name string) (postrender.Overlay, error) {
	_, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		if files, ok := plugin.Overlay(name); ok {
			return postrender.Overlay{Name: name, Files: files}, nil
		}
		return postrender.Overlay{}, fmt.Errorf("overlay %s: there is no such directory, and no overlay of this name: there is %s", name, strings.Join(plugin.Overlays(), ", "))
	}
	return postrender.Directory(name)
}

// patience is how long flinkgen without a command waits for input on a pipe.
const patience = 2 * time.Second

// piped says whether a program writes something to the input, as Helm does: it
// would take help for manifests.
func piped(in io.Reader) bool {
	file, ok := in.(*os.File)
	if !ok {
		return false
	}
	if info, err := file.Stat(); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		return false
	}
	something := make(chan bool, 1)
	go func() {
		n, _ := file.Read(make([]byte, 1))
		something <- n > 0
	}()
	select {
	case is := <-something:
		return is
	case <-time.After(patience):
		return false
	}
}

// failed logs an error of the command line.
func (o *postRenderOptions) failed(io streams, err error) error {
	if err == nil {
		return nil
	}
	said := logged(io, o.logFile, func(io streams) error { return toldHelm(io, func(streams) error { return err }) })
	if !errors.Is(said, err) {
		return errors.Join(err, said)
	}
	return err
}

// logged runs a command whose words also go to a file.
func logged(streams streams, file string, run func(streams) error) error {
	if file == "" {
		return run(streams)
	}
	log, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("cannot write the log: %w", err)
	}
	defer log.Close()
	if _, err := fmt.Fprintf(log, "%s flinkgen %s\n", time.Now().UTC().Format(time.RFC3339), postRender); err != nil {
		return fmt.Errorf("cannot write the log: %w", err)
	}
	streams.err = io.MultiWriter(streams.err, log)
	err = run(streams)
	if err != nil && !errors.Is(err, errFindings) {
		_, _ = fmt.Fprintln(log, "Error:", err)
	}
	return err
}
