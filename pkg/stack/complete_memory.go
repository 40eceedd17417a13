package stack

import (
	"errors"
	"maps"
	"strconv"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/memory"
)

// memory derives the memory of both processes as Flink does when it starts,
// and refuses what Flink would refuse then.
func (c *completion) memory(at *field.Path, j *Job) {
	version, err := flink.ParseVersion(j.FlinkVersion)
	if err != nil {
		return
	}
	operator, _ := flink.Operator(j.OperatorVersion)
	derive := func(role, size string, total flink.Option, start func(map[string]string) error) {
		bytes, err := operator.ParseResourceMemory(size)
		if err != nil {
			return
		}
		configuration := maps.Clone(j.FlinkConfiguration)
		configuration[string(total)] = strconv.FormatInt(bytes, 10)
		if err := start(configuration); err != nil {
			where, value := at.Child(role, "resource", "memory"), size
			if option, written := writtenOption(j, err); written && option != string(total) {
				where, value = at.Child("flinkConfiguration").Key(option), j.FlinkConfiguration[option]
			}
			c.fail(field.Invalid(where, value, "Flink would not start: "+err.Error()))
		}
	}
	derive("taskManager", j.TaskManager.Resource.Memory, memory.TaskManagerProcessSize, func(configuration map[string]string) error {
		_, err := memory.TaskManager(version, configuration)
		return err
	})
	derive("jobManager", j.JobManager.Resource.Memory, memory.JobManagerProcessSize, func(configuration map[string]string) error {
		_, err := memory.JobManager(version, configuration)
		return err
	})
}

// writtenOption is the option of the job that an error is about, if it is
// about one.
func writtenOption(j *Job, err error) (string, bool) {
	if wrong, ok := errors.AsType[*memory.Error](err); ok {
		for _, option := range wrong.Options {
			if _, written := j.FlinkConfiguration[option]; written {
				return option, true
			}
		}
	}
	return "", false
}
