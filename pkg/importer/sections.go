package importer

import (
	"strconv"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/flink"
)

// sections moves the options that a section of the job speaks of; the section
// gives them the name of the Flink version.
func (c *command) sections() {
	j := c.job
	if slots, err := strconv.ParseInt(c.options[string(flink.TaskSlots)], 10, 32); err == nil {
		j.TaskManager.NumberOfTaskSlots = int32(slots)
		delete(c.options, string(flink.TaskSlots))
	}
	checkpoints := job.Checkpoints{Dir: c.moved(flink.CheckpointDirectory), Interval: c.moved(flink.CheckpointInterval), MinPause: c.moved(flink.CheckpointMinimumPause), Timeout: c.moved(flink.CheckpointTimeout)}
	if checkpoints != (job.Checkpoints{}) {
		j.Checkpoints = &checkpoints
	}
	if dir := c.moved(flink.SavepointDirectory); dir != "" {
		j.Savepoints = &job.Savepoints{Dir: dir}
	}
	j.StateBackend = c.moved(flink.StateBackendType)
	c.highAvailability()
	c.restartStrategy()
}

// moved is the value of an option under any of its names, which are removed.
func (c *command) moved(option flink.Option) string {
	value := option.Value(c.options)
	for _, key := range option.Keys() {
		delete(c.options, key)
	}
	return value
}

func (c *command) highAvailability() {
	kind := strings.ToLower(flink.HighAvailabilityType.Value(c.options))
	switch {
	case kind == "zookeeper":
	case kind == "kubernetes", strings.HasSuffix(kind, "kuberneteshaservicesfactory"):
		kind = "kubernetes"
	default:
		return
	}
	c.moved(flink.HighAvailabilityType)
	c.job.HighAvailability = &highAvailability{Type: kind, StorageDir: c.moved(flink.HighAvailabilityStorage)}
	if kind == "zookeeper" {
		c.job.HighAvailability.Quorum = c.moved(flink.HighAvailabilityZookeeper)
		c.job.HighAvailability.PathRoot = c.moved(flink.HighAvailabilityZookeeperRoot)
	}
}

func (c *command) restartStrategy() {
	kind := c.moved(flink.RestartStrategyType)
	if kind == "" {
		return
	}
	strategy := &job.RestartStrategy{Type: kind, Options: map[string]string{}}
	for key, value := range c.options {
		if name, ok := strings.CutPrefix(key, "restart-strategy."+kind+"."); ok {
			strategy.Options[name] = value
			delete(c.options, key)
		}
	}
	c.job.RestartStrategy = strategy
}
