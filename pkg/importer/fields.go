package importer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// place puts the options into the fields of the job, and the rest into
// flinkConfiguration.
func (c *command) place() error {
	j := c.job
	j.Name = c.take("kubernetes.cluster-id")
	j.Namespace = c.take("kubernetes.namespace")
	j.ServiceAccount = c.take("kubernetes.service-account")
	j.Parallelism = cmp.Or(j.Parallelism, 1)
	delete(c.options, "execution.target")
	if err := c.podTemplate(); err != nil {
		return err
	}
	jobManager, err := c.resource("jobmanager")
	if err != nil {
		return err
	}
	worker, err := c.resource("taskmanager")
	if err != nil {
		return err
	}
	j.JobManager, j.TaskManager = &v1beta1.JobManagerSpec{Resource: jobManager}, &taskManager{Resource: worker}
	if j.DeploymentMode == "native" {
		err = c.native()
	} else {
		j.JobManager.PodTemplate, j.TaskManager.PodTemplate = c.selector("jobmanager"), c.selector("taskmanager")
		c.noteOperated()
	}
	c.sections()
	if len(c.options) > 0 {
		j.FlinkConfiguration = c.options
	}
	return err
}

// take gives the value of an option and removes it.
func (c *command) take(key string) string {
	value := c.options[key]
	delete(c.options, key)
	return value
}

// resource of a role. The operator wants the memory as a field.
func (c *command) resource(role string) (*v1beta1.Resource, error) {
	cores := cmp.Or(c.take("kubernetes."+role+".cpu.amount"), c.take("kubernetes."+role+".cpu"), "1")
	delete(c.options, "kubernetes."+role+".cpu")
	cpu, err := strconv.ParseFloat(cores, 64)
	if err != nil {
		return nil, fmt.Errorf("option kubernetes.%s.cpu needs a number", role)
	}
	memory := c.take(role + ".memory.process.size")
	if memory == "" {
		c.notes = append(c.notes, role+".memory.process.size is not said: set the memory of its resource")
	}
	return &v1beta1.Resource{Memory: memory, CPU: cpu}, nil
}

// noted options have no place in a job that the operator runs.
var noted = map[string]string{
	"kubernetes.config.file":                                 "the operator uses its own account",
	"kubernetes.rest-service.exposed.type":                   "it opens the REST API, which has no password; the operator's default is ClusterIP, choose an ingress instead",
	"kubernetes.rest-service.exposed.node-port-address-type": "it goes with a REST service on the nodes",
	"kubernetes.jobmanager.service-account":                  "serviceAccount is for both roles",
	"kubernetes.taskmanager.service-account":                 "serviceAccount is for both roles",
}

// noteOperated removes the options that the operator has no use for.
func (c *command) noteOperated() {
	for _, key := range slices.Sorted(maps.Keys(noted)) {
		value, written := c.options[key]
		// Both roles run under serviceAccount, so saying it again loses nothing.
		if written && (value != c.job.ServiceAccount || !strings.HasSuffix(key, "manager.service-account")) {
			c.notes = append(c.notes, key+": "+noted[key])
		}
		delete(c.options, key)
	}
}
