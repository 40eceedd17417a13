package memory

import (
	"errors"
	"maps"
	"strconv"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// Cluster is what the memory of a Flink cluster depends on.
type Cluster struct {
	// Name and Namespace say which cluster it is; both may be empty.
	Name, Namespace string
	// Version of Flink.
	Version flink.Version
	// Operator reads the sizes; it says how they may be written.
	Operator flink.OperatorRelease
	// JobManager and TaskManager are the containers. One without memory is
	// not looked at.
	JobManager, TaskManager Container
	// Configuration of the cluster, without the sizes of the containers.
	Configuration map[string]string
}

// Container is the memory of a container, and where people write it.
type Container struct {
	// Memory as the operator reads it, such as 2048m.
	Memory string
	// Field is where it is written, such as taskManager.resource.memory.
	Field string
}

// Report is the memory of a cluster, or why it does not start.
type Report struct {
	Name         string             `json:"name,omitempty"`
	Namespace    string             `json:"namespace,omitempty"`
	FlinkVersion string             `json:"flinkVersion"`
	TaskManager  *TaskManagerMemory `json:"taskManager,omitempty"`
	JobManager   *JobManagerMemory  `json:"jobManager,omitempty"`
	Problems     []Problem          `json:"problems,omitempty"`
}

// Problem says why Flink would not start a process.
type Problem struct {
	// Process is TaskManager or JobManager.
	Process string `json:"process"`
	// Field is where the memory of its container is written.
	Field string `json:"field"`
	// Memory of the container as it is written.
	Memory string `json:"memory"`
	// Options are the keys of Flink's options that matter.
	Options []string `json:"options,omitempty"`
	// Message is what does not fit, with the sizes.
	Message string `json:"message"`
	// Cure is what to change.
	Cure string `json:"cure"`
}

// Derive gives the memory of both processes, as Flink divides it when it starts.
func (c Cluster) Derive() Report {
	r := Report{Name: c.Name, Namespace: c.Namespace, FlinkVersion: c.Version.String()}
	r.derive(c, "TaskManager", c.TaskManager, TaskManagerProcessSize, func(configuration map[string]string) error {
		m, err := TaskManager(c.Version, configuration)
		if err == nil {
			r.TaskManager = &m
		}
		return err
	})
	r.derive(c, "JobManager", c.JobManager, JobManagerProcessSize, func(configuration map[string]string) error {
		m, err := JobManager(c.Version, configuration)
		if err == nil {
			r.JobManager = &m
		}
		return err
	})
	return r
}

func (r *Report) derive(c Cluster, process string, container Container, total flink.Option, start func(map[string]string) error) {
	if container.Memory == "" {
		return
	}
	bytes, err := c.Operator.ParseResourceMemory(container.Memory)
	if err == nil {
		configuration := map[string]string{}
		maps.Copy(configuration, c.Configuration)
		configuration[string(total)] = strconv.FormatInt(bytes, 10)
		err = start(configuration)
	}
	if err == nil {
		return
	}
	problem := Problem{Process: process, Field: container.Field, Memory: container.Memory, Message: err.Error(), Cure: "write a whole number and a unit, such as 2048m"}
	if wrong, ok := errors.AsType[*Error](err); ok {
		problem.Options, problem.Message, problem.Cure = wrong.Options, wrong.Problem, wrong.Cure
	}
	r.Problems = append(r.Problems, problem)
}
