package stack

import (
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/component/redis"
)

// redis derives the quorum and the memory limit of the store, and lets it run
// on the nodes that hold its volumes.
func (c *completion) redis() {
	r := &c.spec.Redis
	if !on(r.Enabled) {
		return
	}
	at := specPath("redis")
	if !c.atMost(at.Child("replicas"), r.Replicas) {
		return
	}
	if r.Replicas != 1 && (r.Replicas < 3 || r.Replicas%2 == 0) {
		c.fail(field.Invalid(at.Child("replicas"), r.Replicas, "sentinels need a majority: write 3, 5 or 7, or 1 for a Redis without failover"))
	}
	fill(&r.ClusterDomain, c.spec.ClusterDomain)
	fill(&r.Sentinel.Quorum, redis.Quorum(r.Replicas))
	if r.Sentinel.Quorum < 1 || r.Sentinel.Quorum > r.Replicas {
		c.fail(field.Invalid(at.Child("sentinel", "quorum"), r.Sentinel.Quorum, fmt.Sprintf("%d sentinels vote: write %d, or leave it out", r.Replicas, redis.Quorum(r.Replicas))))
	}
	if limit, set := r.Resources.Limits[corev1.ResourceMemory]; set {
		fill(&r.Maxmemory, redis.Maxmemory(limit))
	} else {
		fill(&r.Maxmemory, "0")
	}
	if down := r.Sentinel.DownAfterMilliseconds; down > 30000 {
		c.fail(field.Invalid(at.Child("sentinel", "downAfterMilliseconds"), down, "JuiceFS gives up after about 40 s without a master: write 30000 or less"))
	}
	c.secret(&r.Auth.SecretReference, r.Name)
	c.localStorageClass(&r.Persistence.StorageClassName, c.spec.LocalVolumes.Redis.StorageClassName)
	c.tolerateControlPlane(&r.Tolerations, int(r.Replicas))
}

// minio derives the ranges of pods and drives, and lets it run on the nodes
// that hold its volumes.
func (c *completion) minio() {
	m := &c.spec.MinIO
	if !on(m.Enabled) {
		return
	}
	at := specPath("minio")
	if !c.atMost(at.Child("replicas"), m.Replicas) || !c.atMost(at.Child("drivesPerNode"), m.DrivesPerNode) {
		return
	}
	if m.Replicas < 1 {
		c.fail(field.Invalid(at.Child("replicas"), m.Replicas, "must be at least 1"))
		return
	}
	if m.DrivesPerNode < 1 {
		c.fail(field.Invalid(at.Child("drivesPerNode"), m.DrivesPerNode, "must be at least 1"))
		return
	}
	if total := m.Replicas * m.DrivesPerNode; total > 1 && !minio.ErasureSets(int(total)) {
		c.fail(field.Invalid(at.Child("drivesPerNode"), m.DrivesPerNode, fmt.Sprintf("%d × %d drives cannot be split into erasure sets of 2 to 16 drives of one size: change replicas or drivesPerNode", m.Replicas, m.DrivesPerNode)))
	}
	fill(&m.ClusterDomain, c.spec.ClusterDomain)
	c.secret(&m.Auth, m.Name)
	minio.Complete(&m.Values)
	if m.ReplicaRange != minio.Range(m.Replicas) || m.DriveRange != minio.Range(m.DrivesPerNode) || len(m.Drives) != int(m.DrivesPerNode) {
		c.fail(field.Invalid(at.Child("replicas"), m.Replicas, "replicaRange, driveRange or drives say something else, and are derived: remove them"))
	}
	c.localStorageClass(&m.Persistence.StorageClassName, c.spec.LocalVolumes.MinIO.StorageClassName)
	c.tolerateControlPlane(&m.Tolerations, int(m.Replicas))
}

// atMost refuses a number of pods or drives that can only be a typo, and ends
// the run: what follows from the number would not fit into memory.
func (c *completion) atMost(at *field.Path, number int32) bool {
	const most = 1000
	if number > most {
		c.fail(field.Invalid(at, number, fmt.Sprintf("must be at most %d", most)))
		c.ended = true
	}
	return number <= most
}

// localStorageClass uses the local volumes of the stack where no class is named.
func (c *completion) localStorageClass(target *string, class string) {
	if on(c.spec.LocalVolumes.Enabled) {
		fill(target, class)
	}
}

// tolerateControlPlane lets a store run on the control-plane nodes among the
// nodes that hold its volumes.
func (c *completion) tolerateControlPlane(tolerations *[]corev1.Toleration, replicas int) {
	for _, node := range c.spec.Nodes[:min(max(replicas, 0), len(c.spec.Nodes))] {
		controlPlane := corev1.Toleration{
			Key:      "node-role.kubernetes.io/control-plane",
			Operator: corev1.TolerationOpExists,
			Effect:   corev1.TaintEffectNoSchedule,
		}
		if node.ControlPlane && !slices.Contains(*tolerations, controlPlane) {
			*tolerations = append(slices.Clip(*tolerations), controlPlane)
		}
	}
}

// secret names the Secret of a part.
func (c *completion) secret(reference *component.SecretReference, name string) {
	if reference.ExistingSecret != "" {
		reference.SecretName = reference.ExistingSecret
		return
	}
	fill(&reference.SecretName, name)
}
