package job

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

var jobIDPattern = regexp.MustCompile(`^[0-9a-f]{32}$`)

// standalone checks what only a cluster without the operator has, and refuses
// what only the operator can do.
func (c *checker) standalone() {
	v, at := c.values, c.at
	if v.DeploymentMode != "standalone" {
		return
	}
	section := at.Child("standalone")
	c.oneOf(section.Child("kind"), v.Standalone.Kind, "application", "session")
	if v.Standalone.Kind == "session" {
		c.noProgram("submit programs to the REST API, or set standalone.kind to application")
	} else {
		c.classPath()
	}
	if id := v.Standalone.JobID; id != "" && !jobIDPattern.MatchString(id) {
		c.invalid(section.Child("jobID"), id, "write 32 hexadecimal digits in lower case")
	}
	if v.Standalone.BackoffLimit < 0 {
		c.invalid(section.Child("backoffLimit"), v.Standalone.BackoffLimit, "must not be negative")
	}
	c.operatorOnly()
	c.fixedOptions()
	c.environment()
	if _, err := flink.RenderConfiguration(c.configuration, c.version.ConfigurationFile()); err != nil {
		c.invalid(at.Child("flinkConfiguration"), "(options)", err.Error())
	}
	c.overlay(at.Child("jobManager", "podTemplate"), v.JobManager.PodTemplate)
	c.overlay(at.Child("taskManager", "podTemplate"), v.TaskManager.PodTemplate)
}

// classPath checks that Flink before 1.19 finds the program by itself.
func (c *checker) classPath() {
	v := c.values
	file, local := strings.CutPrefix(v.JarURI, "local://")
	if !local || c.version.AtLeast(flink.V1_19) {
		return
	}
	if file = path.Clean(file); !below(file, "/opt/flink/usrlib") && !below(file, "/opt/flink/lib") {
		c.invalid(c.at.Child("jarURI"), v.JarURI, "a standalone application of Flink before 1.19 runs what is on the class path: put the jar into /opt/flink/usrlib")
	}
}

// operatorOnly refuses what nobody would do without the operator.
func (c *checker) operatorOnly() {
	v, at := c.values, c.at
	for _, field := range []struct {
		at   *field.Path
		set  bool
		cure string
	}{
		{at.Child("state"), v.State == "suspended", "stop the job with a savepoint, and set enabled to false"},
		{at.Child("upgradeMode"), v.UpgradeMode == "last-state" && !c.highlyAvailable(), "a new JobManager finds the last state through high availability only: set highAvailability.type"},
		{at.Child("savepoints", "interval"), v.Savepoints.Interval != "", "take savepoints with flink savepoint or the REST API, and remove it"},
		{at.Child("restartNonce"), v.RestartNonce != nil, "restart the pods with kubectl, and remove it"},
		{at.Child("savepointTriggerNonce"), v.SavepointTriggerNonce != nil, "take savepoints with flink savepoint or the REST API, and remove it"},
		{at.Child("checkpointTriggerNonce"), v.CheckpointTriggerNonce != nil, "remove it"},
		{at.Child("savepointRedeployNonce"), v.SavepointRedeployNonce != nil, "remove it; a new JobManager starts from initialSavepointPath"},
		{at.Child("autoscalerResetNonce"), v.AutoscalerResetNonce != nil, "remove it"},
		{at.Child("snapshots"), len(v.Snapshots) > 0, "take savepoints with flink savepoint or the REST API, and remove them"},
	} {
		if field.set {
			c.forbidden(field.at, "it needs the operator, which deploymentMode standalone does without: "+field.cure)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(v.FlinkConfiguration)) {
		if strings.HasPrefix(key, "kubernetes.operator.") || strings.HasPrefix(key, "job.autoscaler.") {
			c.forbidden(at.Child("flinkConfiguration").Key(key), "only the operator reads it, and deploymentMode standalone does without: remove it")
		}
	}
}

// fixedOptions refuses options that other objects contradict.
func (c *checker) fixedOptions() {
	v := c.values
	fixed := standaloneOptions(v)
	for _, option := range slices.Sorted(maps.Keys(fixed)) {
		value := fixed[option]
		written, key, found := option.Lookup(v.FlinkConfiguration)
		if found && written != value && option != flink.HighAvailabilityCluster {
			c.forbidden(c.at.Child("flinkConfiguration").Key(key), fmt.Sprintf("pods and Services depend on it, and the other values of the job say %s: remove it", value))
		}
	}
}

// environment refuses variables that the entrypoint writes into the
// configuration, which is mounted read-only.
func (c *checker) environment() {
	for i, env := range c.values.ExtraEnv {
		switch env.Name {
		case "FLINK_PROPERTIES", "JOB_MANAGER_RPC_ADDRESS", "TASK_MANAGER_NUMBER_OF_TASK_SLOTS":
			c.forbidden(c.at.Child("extraEnv").Index(i), env.Name+" has no effect, since the configuration is mounted read-only: write options into flinkConfiguration")
		}
	}
}
