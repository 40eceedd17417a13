package job

import (
	"fmt"
	"net/url"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// program checks what is run and how wide.
func (c *checker) program() {
	v, at := c.values, c.at
	if !v.Session() {
		c.jar(at, v.Program)
	}
	slots := v.TaskManager.NumberOfTaskSlots
	if slots < 1 {
		c.invalid(at.Child("taskManager", "numberOfTaskSlots"), slots, "must be at least 1")
	}
	replicas := v.TaskManager.Replicas
	switch {
	case v.Session():
	case replicas == nil:
		if v.Parallelism < 1 {
			c.invalid(at.Child("parallelism"), v.Parallelism, "must be at least 1")
		}
	case v.DeploymentMode == "native": // has no replicas
	case *replicas < 1:
		c.invalid(at.Child("taskManager", "replicas"), *replicas, "must be at least 1; leave it out, and Flink starts as many as the parallelism needs")
	case v.DeploymentMode == "standalone":
		if int64(*replicas)*int64(slots) < int64(v.Parallelism) {
			c.invalid(at.Child("taskManager", "replicas"), *replicas, fmt.Sprintf("parallelism %d needs as many slots, and there are replicas × numberOfTaskSlots = %d: leave replicas out, or raise one of them", v.Parallelism, int64(*replicas)*int64(slots)))
		}
	case int64(*replicas)*int64(slots) != int64(v.Parallelism):
		c.invalid(at.Child("taskManager", "replicas"), *replicas, fmt.Sprintf("with replicas set the operator ignores parallelism %d and uses replicas × slots = %d: leave replicas out, or set parallelism to %d", v.Parallelism, int64(*replicas)*int64(slots), int64(*replicas)*int64(slots)))
	}
}

// jar checks where a jar is that a cluster of its own runs.
func (c *checker) jar(at *field.Path, p Program) {
	uri, err := url.Parse(p.JarURI)
	switch {
	case p.JarURI == "" && p.EntryClass == "":
		c.required(at.Child("jarURI"), "name the job's jar, such as local:///opt/flink/usrlib/job.jar, or the entryClass of a job on the class path")
	case p.JarURI == "":
	case err != nil || uri.Scheme == "":
		c.invalid(at.Child("jarURI"), p.JarURI, "write a URI; a path in the image or on a volume is local:///path/to/job.jar")
	case uri.Scheme != "local" && !c.version.AtLeast(flink.V1_19):
		c.invalid(at.Child("jarURI"), p.JarURI, "an application of Flink before 1.19 fetches no jar: put it into the image or on a volume and write local:///path/to/job.jar")
	case uri.Scheme == "local" && (uri.Host != "" || uri.Path == "" || uri.Path == "/"):
		c.invalid(at.Child("jarURI"), p.JarURI, "write an absolute path after local://, with three slashes, such as local:///opt/flink/usrlib/job.jar")
	}
}

// upgrades checks that the state survives a change of the job, as promised.
func (c *checker) upgrades() {
	v, at := c.values, c.at
	if v.Session() {
		return
	}
	if v.UpgradeMode == "savepoint" || v.UpgradeMode == "last-state" {
		if !c.set(flink.CheckpointDirectory) {
			c.required(at.Child("checkpoints", "dir"), "upgrade mode "+v.UpgradeMode+" needs a directory for checkpoints; set one, or set upgradeMode to stateless and lose the state with each change")
		}
		if !c.set(flink.CheckpointInterval) {
			c.required(at.Child("checkpoints", "interval"), "a job that keeps its state takes checkpoints; set an interval, such as 1 min")
		}
	}
	if v.UpgradeMode == "last-state" && !c.highlyAvailable() && !c.operator.LastStateByCancel {
		c.invalid(at.Child("upgradeMode"), v.UpgradeMode, "operator "+c.operator.Version+" finds the last state through high availability only: set highAvailability.type to kubernetes, or upgradeMode to savepoint")
	}
	if v.SavepointRedeployNonce != nil && v.InitialSavepointPath == "" {
		c.required(at.Child("initialSavepointPath"), "savepointRedeployNonce starts the job from a savepoint: say which one, or remove the nonce")
	}
	if c.set(flink.SavepointDirectory) {
		return
	}
	for _, need := range []struct {
		is  bool
		why string
	}{
		{v.UpgradeMode == "savepoint", "upgrade mode savepoint needs a directory for savepoints"},
		{v.SavepointTriggerNonce != nil, "savepointTriggerNonce needs a directory for savepoints"},
		{c.set(flink.PeriodicSavepoint), "periodic savepoints need a directory for savepoints"},
		{c.set(flink.LastStateMaximumAge), "the greatest age of a checkpoint needs a directory for the savepoint that is taken instead"},
	} {
		if need.is {
			c.required(at.Child("savepoints", "dir"), need.why+", such as file:///flink-data/savepoints/"+v.Name)
			return
		}
	}
}

// highAvailability checks what needs it and what it needs.
func (c *checker) highAvailability() {
	v, at := c.values, c.at
	if v.JobManager.Replicas < 1 {
		c.invalid(at.Child("jobManager", "replicas"), v.JobManager.Replicas, "must be at least 1")
	}
	if !c.highlyAvailable() {
		if v.JobManager.Replicas > 1 {
			c.invalid(at.Child("jobManager", "replicas"), v.JobManager.Replicas, "standby JobManagers need high availability: set highAvailability.type to kubernetes, or replicas to 1")
		}
		if c.on(flink.RollbackEnabled) {
			c.required(at.Child("highAvailability", "type"), "rolling back a failed upgrade ("+string(flink.RollbackEnabled)+") needs high availability: set kubernetes")
		}
		return
	}
	if !c.set(flink.HighAvailabilityStorage) {
		c.required(at.Child("highAvailability", "storageDir"), "a new JobManager finds nothing without it; set a directory that all pods reach, such as file:///flink-data/ha")
	}
	if v.HighAvailability.Type == "zookeeper" && !c.set(flink.HighAvailabilityZookeeper) {
		c.required(at.Child("highAvailability", "quorum"), "list the ZooKeeper servers, such as zookeeper:2181")
	}
}
