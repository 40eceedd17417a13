package job

import (
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/memory"
)

// native refuses what only the operator does, and what Flink's command line
// has no option for.
func (c *checker) native() {
	if c.values.DeploymentMode != "native" {
		return
	}
	c.nativeOperator()
	c.nativePods()
	c.nativeOptions()
}

// nativeOperator checks the program and what the operator would do with it.
func (c *checker) nativeOperator() {
	v, at := c.values, c.at
	for _, one := range []struct {
		name string
		set  bool
		cure string
	}{
		{"restartNonce", v.RestartNonce != nil, "remove it, and run restart of the job's script"},
		{"savepointTriggerNonce", v.SavepointTriggerNonce != nil, "remove it; the script takes a savepoint when it stops the job"},
		{"checkpointTriggerNonce", v.CheckpointTriggerNonce != nil, "remove it, and set checkpoints.interval"},
		{"savepointRedeployNonce", v.SavepointRedeployNonce != nil, "remove it, and run restart-from of the job's script"},
		{"autoscalerResetNonce", v.AutoscalerResetNonce != nil, "remove it; there is no autoscaler"},
		{"snapshots", len(v.Snapshots) > 0, "remove them; the script takes a savepoint when it stops the job"},
	} {
		if one.set {
			c.forbidden(at.Child(one.name), "only the operator reads it, and nothing watches a native job: "+one.cure)
		}
	}
	if v.Savepoints.Interval != "" {
		c.forbidden(at.Child("savepoints", "interval"), "only the operator takes savepoints by itself: remove it, and set checkpoints.interval")
	}
	if v.State == "suspended" {
		c.invalid(at.Child("state"), v.State, "nothing watches a native job: run stop of the job's script, and leave state out")
	}
	if v.UpgradeMode == "last-state" {
		c.invalid(at.Child("upgradeMode"), v.UpgradeMode, "only the operator finds the last checkpoint of a job that has ended: use savepoint, or stateless and restart-from of the job's script")
	}
	if v.JarURI == "" && v.EntryClass != "" {
		c.required(at.Child("jarURI"), "Flink's command line needs a jar, even for a class that is on the class path: name one, such as local:///opt/flink/usrlib/job.jar")
	}
}

// nativePods checks what goes into the pod templates, and what the operator
// would make of the sizes.
func (c *checker) nativePods() {
	v, at := c.values, c.at
	if v.TaskManager.Replicas != nil {
		c.forbidden(at.Child("taskManager", "replicas"), "Flink starts as many as the parallelism needs: remove it")
	}
	c.overlay(at.Child("jobManager", "podTemplate"), v.JobManager.PodTemplate)
	c.overlay(at.Child("taskManager", "podTemplate"), v.TaskManager.PodTemplate)
	c.nativeResource(at.Child("jobManager", "resource"), v.JobManager.Resource)
	c.nativeResource(at.Child("taskManager", "resource"), v.TaskManager.Resource)
}

func (c *checker) nativeResource(at *field.Path, r Resource) {
	_, quantity := c.operator.ParseResourceMemory(r.Memory)
	if _, err := flink.ParseMemorySize(r.Memory); err != nil && quantity == nil {
		c.invalid(at.Child("memory"), r.Memory, "only the operator reads Kubernetes quantities: write a whole number and a unit in Flink's syntax, such as 2048m or 2g")
	}
}

// nativeOptions checks the options that the command line is given.
func (c *checker) nativeOptions() {
	at := c.at.Child("flinkConfiguration")
	for _, key := range slices.Sorted(maps.Keys(c.configuration)) {
		from, taken := scriptKey(key)
		switch {
		case taken:
			c.forbidden(at.Key(key), "the job's script sets it from "+from+": remove it, and set that")
		case key == string(flink.PeriodicSavepoint) && c.values.Savepoints.Interval != "":
			// Refused where it comes from.
		case strings.HasPrefix(key, "kubernetes.operator."):
			c.forbidden(at.Key(key), "only the operator reads it: remove it, or use deploymentMode application")
		case c.configuration[key] == "":
			c.invalid(at.Key(key), "", "Flink's command line takes an option without a value for true: remove it, or give it a value")
		case strings.Contains(key, "="):
			c.invalid(at.Key(key), c.configuration[key], "Flink's command line ends the name of an option at the first '=': no option has one in its name")
		}
	}
}

// scriptKey is the field of the job that an option of the script comes from.
func scriptKey(key string) (from string, taken bool) {
	for option, from := range map[flink.Option]string{
		flink.ContainerImage:          "image",
		flink.ImagePullPolicy:         "image.pullPolicy",
		flink.ServiceAccount:          "serviceAccount",
		flink.JobManagerCPU:           "jobManager.resource.cpu",
		flink.TaskManagerCPU:          "taskManager.resource.cpu",
		memory.JobManagerProcessSize:  "jobManager.resource.memory",
		memory.TaskManagerProcessSize: "taskManager.resource.memory",
		flink.JobManagerReplicas:      "jobManager.replicas",
		flink.PodTemplateFile:         "the fields of the pods",
		flink.JobManagerPodTemplate:   "jobManager.podTemplate",
		flink.TaskManagerPodTemplate:  "taskManager.podTemplate",
	} {
		if slices.Contains(option.Keys(), key) {
			return from, true
		}
	}
	return "", false
}
