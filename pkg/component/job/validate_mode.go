package job

import (
	"fmt"
	"net/url"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// sideSuffix is the longer one of what the operator appends to the names of
// the two clusters of a FlinkBlueGreenDeployment.
const sideSuffix = "-green"

// mode checks that the sections go together with the deployment mode.
func (c *checker) mode() {
	v, at := c.values, c.at
	c.oneOf(at.Child("deploymentMode"), v.DeploymentMode, "application", "session", "blueGreen", "standalone", "native")
	if v.Mode != "" {
		c.oneOf(at.Child("mode"), string(v.Mode), string(v1beta1.ModeNative), string(v1beta1.ModeStandalone))
		if !v.Operated() {
			c.forbidden(at.Child("mode"), "it says how the operator runs a job, and deploymentMode "+v.DeploymentMode+" does without the operator: remove it")
		}
	}
	if !v.Managed && !v.Operated() {
		c.forbidden(at.Child("managed"), "only objects of the operator can stay as they are written: remove it in deploymentMode "+v.DeploymentMode)
	}
	switch v.DeploymentMode {
	case "session":
		c.noProgram("put it under sessionJobs, or set deploymentMode to application")
	case "blueGreen":
		if !c.operator.Has(flink.BlueGreenDeployments) {
			c.invalid(at.Child("deploymentMode"), v.DeploymentMode, "operator "+c.operator.Version+" has no FlinkBlueGreenDeployment: use operator 1.14.0 or newer, or deploymentMode application")
		}
		if most := 45 - len(sideSuffix); len(v.Name) > most {
			c.invalid(at.Child("name"), v.Name, fmt.Sprintf("the clusters are called %s-blue and %s%s, and such a name has at most 45 characters: use at most %d", v.Name, v.Name, sideSuffix, most))
		}
		if v.Ingress.Type == "gateway" || v.Ingress.SlashRedirect {
			c.invalid(at.Child("ingress"), v.Ingress.Type, "only the operator knows which side is active: set ingress.type to ingress without slashRedirect, or to none")
		}
	}
	if v.DeploymentMode != "session" && len(v.SessionJobs) > 0 {
		c.forbidden(at.Child("sessionJobs"), "only a session cluster runs them: set deploymentMode to session")
	}
	if v.DeploymentMode != "blueGreen" && len(v.BlueGreen.Configuration)+len(v.BlueGreen.Labels)+len(v.BlueGreen.Annotations) > 0 {
		c.forbidden(at.Child("blueGreen"), "it has no effect: set deploymentMode to blueGreen")
	}
}

// noProgram refuses what belongs to a job of the cluster's own.
func (c *checker) noProgram(cure string) {
	v, at := c.values, c.at
	for name, set := range map[string]bool{"jarURI": v.JarURI != "", "entryClass": v.EntryClass != "", "args": len(v.Args) > 0, "initialSavepointPath": v.InitialSavepointPath != ""} {
		if set {
			c.forbidden(at.Child(name), "a session cluster has no job of its own: "+cure)
		}
	}
}

// Session says whether the cluster has no job of its own.
func (v Values) Session() bool {
	return v.DeploymentMode == "session" || v.DeploymentMode == "standalone" && v.Standalone.Kind == "session"
}

// sessionJobs checks the jobs of a session cluster.
func (c *checker) sessionJobs() {
	names := taken{}
	for i, j := range c.values.SessionJobs {
		at := c.at.Child("sessionJobs").Index(i)
		c.objectName(at.Child("name"), j.Name, names)
		c.sessionJar(at.Child("jarURI"), j)
		c.oneOf(at.Child("upgradeMode"), j.UpgradeMode, "savepoint", "last-state", "stateless")
		c.oneOf(at.Child("state"), j.State, "", "running", "suspended")
		if j.Parallelism < 1 {
			c.invalid(at.Child("parallelism"), j.Parallelism, "must be at least 1")
		}
		if j.SavepointRedeployNonce != nil && j.InitialSavepointPath == "" {
			c.required(at.Child("initialSavepointPath"), "savepointRedeployNonce starts the job from a savepoint: say which one, or remove the nonce")
		}
		if j.UpgradeMode == "savepoint" && !c.set(flink.SavepointDirectory) && flink.SavepointDirectory.Value(j.FlinkConfiguration) == "" {
			c.required(c.at.Child("savepoints", "dir"), "session job "+j.Name+" has upgrade mode savepoint, which needs a directory for savepoints")
		}
	}
}

// sessionJar checks where the operator can fetch the jar of a session job.
func (c *checker) sessionJar(at *field.Path, j SessionJob) {
	uri, err := url.Parse(j.JarURI)
	switch {
	case j.JarURI == "":
		c.required(at, "a session job is uploaded by the operator: name its jar, such as https://repo.example.com/job.jar")
	case err != nil || uri.Scheme == "":
		c.invalid(at, j.JarURI, "write a URI that the operator can fetch, such as https://repo.example.com/job.jar")
	case uri.Scheme == "local":
		c.invalid(at, j.JarURI, "the operator fetches the jar of a session job and cannot look into the cluster's image: write an https:// URI, or run the job in deploymentMode application")
	case c.operator.JarSchemes != nil && !slices.Contains(append(c.operator.JarSchemes, "s3", "s3a", "s3p"), uri.Scheme):
		c.invalid(at, j.JarURI, "operator "+c.operator.Version+" fetches the jars of session jobs over https or from s3: serve it there")
	}
}

// snapshots checks that each is one thing, of a job that is there.
func (c *checker) snapshots() {
	names := taken{}
	if len(c.values.Snapshots) > 0 && !c.operator.Has(flink.StateSnapshots) {
		c.forbidden(c.at.Child("snapshots"), "operator "+c.operator.Version+" has no FlinkStateSnapshot: use operator 1.10.0 or newer, or savepointTriggerNonce")
	}
	for i, s := range c.values.Snapshots {
		at := c.at.Child("snapshots").Index(i)
		c.objectName(at.Child("name"), s.Name, names)
		exists := s.Savepoint != nil && ptr.Deref(s.Savepoint.AlreadyExists, false)
		switch {
		case (s.Savepoint == nil) == (s.Checkpoint == nil):
			c.required(at.Child("savepoint"), "a snapshot is either a savepoint or a checkpoint: write savepoint: {} or checkpoint: {}")
		case exists && s.Savepoint.Path == "":
			c.required(at.Child("savepoint", "path"), "say where the savepoint is that exists already")
		case s.Savepoint != nil && s.Savepoint.Path == "" && !c.set(flink.SavepointDirectory):
			c.required(at.Child("savepoint", "path"), "say where the savepoint goes, here or in savepoints.dir")
		}
		c.reference(at.Child("jobReference"), s, exists)
	}
}

func (c *checker) reference(at *field.Path, s Snapshot, exists bool) {
	v := c.values
	if s.JobReference == nil {
		if !exists {
			c.required(at, "say of which job")
		}
		return
	}
	c.oneOf(at.Child("kind"), string(s.JobReference.Kind), v1beta1.KindFlinkDeployment, v1beta1.KindFlinkSessionJob)
	switch s.JobReference.Kind {
	case v1beta1.JobKindFlinkDeployment:
		if v.DeploymentMode != "application" {
			c.invalid(at.Child("kind"), s.JobReference.Kind, "in deploymentMode "+v.DeploymentMode+" no FlinkDeployment of this name has a job; a session cluster's jobs are FlinkSessionJobs")
		}
	case v1beta1.JobKindFlinkSessionJob:
		if !slices.ContainsFunc(v.SessionJobs, func(j SessionJob) bool { return j.Name == s.JobReference.Name }) {
			c.invalid(at.Child("name"), s.JobReference.Name, "name one of sessionJobs")
		}
	}
}

// objectName checks the name of an object that goes with the job.
func (c *checker) objectName(at *field.Path, name string, names taken) {
	if problems := validation.IsDNS1123Subdomain(name); len(problems) > 0 {
		c.invalid(at, name, problems[0])
	}
	if names.twice(name) {
		c.errors = append(c.errors, field.Duplicate(at, name))
	}
}
