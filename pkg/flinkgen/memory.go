package flinkgen

import (
	"fmt"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/memory"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// Memory completes the stack in place and derives the memory of its Flink
// clusters, or of those of one name. A cluster that does not fit is in the
// report; the error is about everything else.
func Memory(s *stack.Stack, name string) ([]memory.Report, error) {
	clusters, err := stack.Clusters(s)
	if err != nil {
		return nil, err
	}
	var reports []memory.Report
	var names []string
	for _, cluster := range clusters {
		names = append(names, cluster.Name)
		if name == "" || name == cluster.Name {
			reports = append(reports, cluster.Derive())
		}
	}
	if name != "" && len(reports) == 0 {
		return nil, fmt.Errorf("no job %q: the stack has %s", name, listed(names))
	}
	return reports, nil
}

// MemoryOptions describe a cluster that is in no stack.
type MemoryOptions struct {
	// TaskManager and JobManager are the memory of the containers, such as
	// 1728m; one that is empty is not looked at.
	TaskManager, JobManager string
	// FlinkVersion such as 1.20; empty for the newest.
	FlinkVersion string
	// Configuration has options of Flink as key=value.
	Configuration []string
}

// MemoryOf derives the memory of a cluster that is in no stack.
func MemoryOf(o MemoryOptions) (memory.Report, error) {
	operator, _ := flink.Operator("")
	version := flink.Versions()[0]
	if o.FlinkVersion != "" {
		var err error
		if version, err = flink.ParseVersion(o.FlinkVersion); err != nil {
			return memory.Report{}, err
		}
	}
	configuration := map[string]string{}
	for _, option := range o.Configuration {
		key, value, found := strings.Cut(option, "=")
		if key = strings.TrimSpace(key); !found || key == "" {
			return memory.Report{}, fmt.Errorf("option %q: write key=value", option)
		}
		configuration[key] = strings.TrimSpace(value)
	}
	return memory.Cluster{
		Version:       version,
		Operator:      operator,
		TaskManager:   memory.Container{Memory: o.TaskManager, Field: "--taskmanager"},
		JobManager:    memory.Container{Memory: o.JobManager, Field: "--jobmanager"},
		Configuration: configuration,
	}.Derive(), nil
}

func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}
