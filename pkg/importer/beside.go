package importer

import (
	"slices"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

func (m *manifests) sessionJob(one original, s *v1beta1.FlinkSessionJob) {
	j := m.byName[s.Namespace+"/"+s.Spec.DeploymentName]
	if j == nil || j.DeploymentMode != "session" {
		m.note("%s has no session cluster among the manifests", one)
		return
	}
	file := sessionFile{
		Name: s.Name, Labels: s.Labels, Annotations: s.Annotations,
		FlinkConfiguration: s.Spec.FlinkConfiguration, RestartNonce: s.Spec.RestartNonce,
	}
	if p := s.Spec.Job; p != nil {
		file.JarURI, file.EntryClass, file.Args = p.JarURI, p.EntryClass, p.Args
		file.Parallelism, file.UpgradeMode, file.State = p.Parallelism, string(p.UpgradeMode), string(p.State)
		file.AllowNonRestoredState = p.AllowNonRestoredState != nil && *p.AllowNonRestoredState
		file.InitialSavepointPath = p.InitialSavepointPath
		file.SavepointTriggerNonce, file.CheckpointTriggerNonce = p.SavepointTriggerNonce, p.CheckpointTriggerNonce
		file.SavepointRedeployNonce, file.AutoscalerResetNonce = p.SavepointRedeployNonce, p.AutoscalerResetNonce
	}
	j.SessionJobs = append(j.SessionJobs, file)
	m.kept = append(m.kept, one)
}

// snapshot goes to the job that it refers to. One of a savepoint that exists
// already refers to none, and goes to the only job of its namespace.
func (m *manifests) snapshot(one original, s *v1beta1.FlinkStateSnapshot) {
	i := slices.IndexFunc(m.jobs, func(j *jobFile) bool { return j.Namespace == s.Namespace && snapshotOf(s, j) })
	if i < 0 {
		m.note("%s is of no job among the manifests", one)
		return
	}
	m.jobs[i].Snapshots = append(m.jobs[i].Snapshots, job.Snapshot{
		Name: s.Name, Labels: s.Labels, Annotations: s.Annotations,
		JobReference: s.Spec.JobReference, Savepoint: s.Spec.Savepoint, Checkpoint: s.Spec.Checkpoint, BackoffLimit: s.Spec.BackoffLimit,
	})
	m.kept = append(m.kept, one)
}

func snapshotOf(s *v1beta1.FlinkStateSnapshot, j *jobFile) bool {
	reference := s.Spec.JobReference
	switch {
	case reference == nil:
		return true
	case reference.Kind == v1beta1.JobKindFlinkSessionJob:
		return slices.ContainsFunc(j.SessionJobs, func(one sessionFile) bool { return one.Name == reference.Name })
	default:
		return j.Name == reference.Name
	}
}

// claim goes to the first job whose pods mount it.
func (m *manifests) claim(one original, c *corev1.PersistentVolumeClaim) {
	i := slices.IndexFunc(m.jobs, func(j *jobFile) bool { return j.Namespace == c.Namespace && j.mounts(c.Name) })
	if i < 0 {
		m.note("%s is mounted by no job", one)
		return
	}
	claim := job.Claim{Name: c.Name, AccessModes: c.Spec.AccessModes, Labels: c.Labels, Persistence: component.Persistence{
		Annotations: c.Annotations,
		Size:        c.Spec.Resources.Requests[corev1.ResourceStorage],
	}}
	if c.Spec.StorageClassName != nil {
		claim.StorageClassName = *c.Spec.StorageClassName
	}
	m.jobs[i].Claims = append(m.jobs[i].Claims, claim)
	m.kept = append(m.kept, one)
}

func (j *jobFile) mounts(claim string) bool {
	templates := []*corev1.PodTemplateSpec{j.PodTemplate}
	if j.JobManager != nil {
		templates = append(templates, j.JobManager.PodTemplate)
	}
	if j.TaskManager != nil {
		templates = append(templates, j.TaskManager.PodTemplate)
	}
	return slices.ContainsFunc(templates, func(t *corev1.PodTemplateSpec) bool {
		return t != nil && slices.ContainsFunc(t.Spec.Volumes, func(v corev1.Volume) bool {
			return v.PersistentVolumeClaim != nil && v.PersistentVolumeClaim.ClaimName == claim
		})
	})
}
