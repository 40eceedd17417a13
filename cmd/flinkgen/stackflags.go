package main

import (
	"github.com/spf13/cobra"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
)

// stackFlags are the flags of every command that reads a stack.
type stackFlags struct {
	files       []string
	environment string
	cluster     string
	set         []string
}

func (f *stackFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringArrayVarP(&f.files, "file", "f", nil, "stack file, or - for standard input; later files are merged over earlier ones (default: the embedded stack)")
	cmd.Flags().StringVarP(&f.environment, "environment", "e", "", "environment of the stack to merge over its spec")
	cmd.Flags().StringVar(&f.cluster, "cluster", "", "cluster of the stack to take, with its environment")
	cmd.Flags().StringArrayVar(&f.set, "set", nil, "value to set after all files, such as spec.redis.replicas=5 or spec.jobs[name=etl].parallelism=4")
	_ = cmd.RegisterFlagCompletionFunc("cluster", f.clusterNames)
}

func (f *stackFlags) options(io streams) flinkgen.LoadOptions {
	return flinkgen.LoadOptions{Files: f.files, Environment: f.environment, Cluster: f.cluster, Set: f.set, Stdin: io.in}
}

// clusterNames completes the value of --cluster.
func (f *stackFlags) clusterNames(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	o := f.options(streams{in: cmd.InOrStdin()})
	o.Cluster = ""
	s, err := flinkgen.Load(o)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var names []string
	for _, cluster := range s.Clusters {
		names = append(names, cluster.Name)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
