package check

import (
	"net/url"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

func stateRules() []Rule {
	return []Rule{
		{ID: "FG011", Name: "ha-without-storagedir", Severity: finding.Error, About: "High availability without a directory for its metadata.", judge: storageDirectory},
		{ID: "FG012", Name: "local-file-state", Severity: finding.Error, About: "A directory for state that lies on no volume, or on one that each pod has for itself: nothing is left of it after a restart.", judge: localState},
		{ID: "FG013", Name: "upgrade-needs-dirs", Severity: finding.Error, About: "An upgrade mode that needs a directory for checkpoints or savepoints, which is missing.", judge: directories},
		{ID: "FG014", Name: "last-state-needs-ha", Severity: finding.Error, About: "The upgrade mode last-state, or rollback, without high availability, where the operator's release needs it.", judge: lastState},
		{ID: "FG015", Name: "stateless", Severity: finding.Warning, About: "The upgrade mode stateless with a checkpoint interval: every upgrade throws away the state that is saved.", judge: stateless},
		{ID: "FG069", Name: "health-check-recovery", Severity: finding.Error, About: "The operator's health check without its recovery of JobManagers.", judge: healthCheck},
		{ID: "FG077", Name: "savepoint-path", Severity: finding.Error, About: "A redeployment from a savepoint that is not named.", judge: redeployment},
		{ID: "FG080", Name: "checkpoint-volume-shared", Severity: finding.Warning, About: "State on a volume that only one node has: a hostPath, or a claim with ReadWriteOnce.", judge: oneNode},
	}
}

// highlyAvailable says whether a cluster has high availability.
func (c cluster) highlyAvailable() bool {
	value := flink.HighAvailabilityType.Value(c.spec.FlinkConfiguration)
	return value != "" && !strings.EqualFold(value, "none")
}

func storageDirectory(j *judge) {
	for _, c := range j.clusters() {
		if c.highlyAvailable() && flink.HighAvailabilityStorage.Value(c.spec.FlinkConfiguration) == "" {
			_, key, _ := flink.HighAvailabilityType.Lookup(c.spec.FlinkConfiguration)
			j.fail(c.option(key), "%s is missing: write a directory that every pod reaches, such as s3://flink/ha", flink.HighAvailabilityStorage)
		}
	}
}

// stateOptions are the options with directories that all pods must reach.
func stateOptions() []flink.Option {
	return []flink.Option{flink.CheckpointDirectory, flink.SavepointDirectory, flink.HighAvailabilityStorage}
}

// mountOf finds the volume that holds a directory in the pods of a cluster. It
// is unknown where the template of a pod of one role says more.
func (c cluster) mountOf(directory string) (volume *corev1.Volume, claim string) {
	for _, template := range []*corev1.PodTemplateSpec{c.jobManager().PodTemplate, c.taskManager().PodTemplate, c.spec.PodTemplate} {
		if template == nil {
			continue
		}
		longest := ""
		for _, container := range template.Spec.Containers {
			if container.Name != mainContainerName {
				continue
			}
			for _, mount := range container.VolumeMounts {
				at := strings.TrimSuffix(mount.MountPath, "/")
				if directory != at && !strings.HasPrefix(directory, at+"/") || len(at) < len(longest) {
					continue
				}
				for i := range template.Spec.Volumes {
					if template.Spec.Volumes[i].Name == mount.Name {
						longest, volume = at, &template.Spec.Volumes[i]
					}
				}
				if volume == nil {
					volume = &corev1.Volume{Name: mount.Name} // of another template
				}
			}
		}
		if volume != nil {
			break
		}
	}
	if volume != nil && volume.PersistentVolumeClaim != nil {
		claim = volume.PersistentVolumeClaim.ClaimName
	}
	return volume, claim
}

// localDirectories calls f with each directory for state that is a path.
func (j *judge) localDirectories(f func(c cluster, path, directory string)) {
	for _, c := range j.clusters() {
		for _, option := range stateOptions() {
			value, key, set := option.Lookup(c.spec.FlinkConfiguration)
			if !set {
				continue
			}
			at, err := url.Parse(value)
			if err == nil && (at.Scheme == "file" || at.Scheme == "" && strings.HasPrefix(value, "/")) {
				f(c, c.option(key), at.Path)
			}
		}
	}
}

func localState(j *judge) {
	j.localDirectories(func(c cluster, path, directory string) {
		switch volume, _ := c.mountOf(directory); {
		case volume == nil:
			j.fail(path, "%s is on no volume of %s: mount a claim with ReadWriteMany there, or write a directory such as s3://flink/state", directory, mainContainerName)
		case volume.EmptyDir != nil:
			j.fail(path, "%s is on the volume %q, which each pod has for itself (emptyDir): mount a claim with ReadWriteMany there", directory, volume.Name)
		}
	})
}

func oneNode(j *judge) {
	j.localDirectories(func(c cluster, path, directory string) {
		volume, claim := c.mountOf(directory)
		if volume != nil && volume.HostPath != nil {
			j.fail(path, "%s is on a disk of each node (hostPath), and pods on other nodes do not find it: mount a claim with ReadWriteMany", directory)
		}
		if found := j.claimNamed(claim); found != nil && !slices.Contains(found.Spec.AccessModes, corev1.ReadWriteMany) {
			j.fail(path, "%s is on the claim %q, which only one node can mount: write ReadWriteMany there", directory, claim)
		}
	})
}

// job gives the job of an object with its configuration.
type jobAt struct {
	path          string
	spec          *v1beta1.JobSpec
	configuration map[string]string
	// sure says that no other object adds to the configuration.
	sure bool
}

func (o *Object) jobs() []jobAt {
	var all []jobAt
	for _, c := range o.clusters() {
		if c.spec.Job != nil {
			all = append(all, jobAt{c.path, c.spec.Job, c.spec.FlinkConfiguration, true})
		}
	}
	if job, ok := o.typed.(*v1beta1.FlinkSessionJob); ok && job.Spec.Job != nil {
		all = append(all, jobAt{"spec", job.Spec.Job, job.Spec.FlinkConfiguration, false})
	}
	return all
}

// mode of upgrades; stateless where none is written.
func (a jobAt) mode() v1beta1.UpgradeMode {
	if a.spec.UpgradeMode == "" {
		return v1beta1.UpgradeModeStateless
	}
	return a.spec.UpgradeMode
}

// defaults says whether the operator's own configuration may have an option: it
// is among the objects, or not known at all.
func (a jobAt) lacks(option flink.Option) bool {
	return a.sure && option.Value(a.configuration) == ""
}

func directories(j *judge) {
	for _, a := range j.jobs() {
		if a.mode() != v1beta1.UpgradeModeStateless && a.lacks(flink.CheckpointDirectory) {
			j.fail(a.path+".job.upgradeMode", "upgrade mode %s needs a directory for checkpoints: set %s, or write stateless", a.mode(), flink.CheckpointDirectory)
		}
		if !a.lacks(flink.SavepointDirectory) {
			continue
		}
		switch {
		case a.mode() == v1beta1.UpgradeModeSavepoint:
			j.fail(a.path+".job.upgradeMode", "upgrade mode savepoint needs a directory for savepoints: set %s", flink.SavepointDirectory)
		case ptr.Deref(a.spec.SavepointTriggerNonce, 0) != 0:
			j.fail(a.path+".job.savepointTriggerNonce", "a savepoint needs a directory: set %s", flink.SavepointDirectory)
		case flink.PeriodicSavepoint.Value(a.configuration) != "" || flink.LastStateMaximumAge.Value(a.configuration) != "":
			j.fail(a.path+".flinkConfiguration", "savepoints that the operator takes need a directory: set %s", flink.SavepointDirectory)
		}
	}
}

func lastState(j *judge) {
	for _, c := range j.clusters() {
		if c.highlyAvailable() || c.spec.Job == nil {
			continue
		}
		if c.spec.Job.UpgradeMode == v1beta1.UpgradeModeLastState && !j.operator.LastStateByCancel {
			j.fail(c.path+".job.upgradeMode", "operator %s does upgrades with last-state only with high availability: set %s and %s", j.operator.Version, flink.HighAvailabilityType, flink.HighAvailabilityStorage)
		}
		if value, key, _ := flink.RollbackEnabled.Lookup(c.spec.FlinkConfiguration); value == "true" {
			j.fail(c.option(key), "rollback needs high availability: set %s and %s", flink.HighAvailabilityType, flink.HighAvailabilityStorage)
		}
	}
}

func stateless(j *judge) {
	for _, a := range j.jobs() {
		batch := strings.EqualFold(flink.RuntimeMode.Value(a.configuration), "batch") // begins anew anyway
		if !batch && a.mode() == v1beta1.UpgradeModeStateless && flink.CheckpointInterval.Value(a.configuration) != "" {
			j.fail(a.path+".job.upgradeMode", "the job saves its state, and every upgrade starts without it: write savepoint or last-state")
		}
	}
}

func healthCheck(j *judge) {
	for _, c := range j.clusters() {
		value, key, _ := flink.HealthCheckEnabled.Lookup(c.spec.FlinkConfiguration)
		if value == "true" && flink.DeploymentRecovery.Value(c.spec.FlinkConfiguration) == "false" {
			j.fail(c.option(key), "the health check restarts the JobManager, which %s: \"false\" forbids: remove one of them", flink.DeploymentRecovery)
		}
	}
}

func redeployment(j *judge) {
	for _, a := range j.jobs() {
		if a.spec.SavepointRedeployNonce != nil && a.spec.InitialSavepointPath == "" {
			j.fail(a.path+".job.savepointRedeployNonce", "it starts the job from a savepoint: name it in initialSavepointPath")
		}
	}
}
