package importer

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// CommandLine reads flink run-application … or flink run -t
// kubernetes-application … into a stack with one job. The error names the
// option that it does not know, and no value.
func CommandLine(args []string, o Options) (Result, error) {
	if !runsFlink(args) {
		return Result{}, errors.New("not a command line that runs an application: write flink run-application … or flink run -t kubernetes-application …")
	}
	start := slices.IndexFunc(args, func(w string) bool { return w == "flink" || strings.HasSuffix(w, "/flink") })
	c := &command{job: &jobFile{DeploymentMode: cmp.Or(o.Mode, "application")}, options: map[string]string{}, o: o}
	if err := c.parse(args[start+2:]); err != nil {
		return Result{}, err
	}
	if c.target != "kubernetes-application" {
		return Result{}, fmt.Errorf("target %q runs no application on Kubernetes: --target must be kubernetes-application", c.target)
	}
	c.versions(args[start])
	if c.job.FlinkVersion == "" {
		return Result{}, errors.New("the command line does not tell the version of Flink: give --flink-version, such as v1_20")
	}
	if err := c.translate(); err != nil {
		return Result{}, err
	}
	if err := c.place(); err != nil {
		return Result{}, err
	}
	if c.job.Name == "" {
		return Result{}, errors.New("no name: the command line has no -Dkubernetes.cluster-id")
	}
	return o.result([]*jobFile{c.job}, c.notes)
}

// command is one command line that is read.
type command struct {
	job     *jobFile
	target  string
	options map[string]string // -D
	written flink.Version     // the Flink that the options were written for; zero where nothing tells it
	notes   []string
	o       Options
}
