package redis

import (
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// Values are the knobs of Redis with Sentinel.
type Values struct {
	// Name is the base name of the objects: the client Service has this name.
	Name string `json:"name" chart:"name"`
	// Namespace of the objects.
	Namespace string `json:"namespace" chart:"namespace"`
	// Labels are added to the labels of every object.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to the annotations of every object.
	Annotations map[string]string `json:"annotations,omitempty"`

	// Image of both containers: the official image of Redis, Debian variant.
	Image component.Image `json:"image"`
	// ClusterDomain is the DNS domain of the cluster; pods announce themselves by names below it.
	ClusterDomain string `json:"clusterDomain"`
	// Replicas is the number of pods, each with a Redis and a sentinel: odd and at least 3, or 1 without failover. Change sentinel.quorum with it.
	Replicas int32 `json:"replicas"`
	// Auth names the Secret with both passwords.
	Auth Auth `json:"auth"`

	// Appendfsync says when the append-only file is synced to disk: everysec, always or no.
	Appendfsync string `json:"appendfsync" enum:"always,everysec,no"`
	// Maxmemory is the size of the data at which writes are refused, in Redis's notation, such as 768mb; 0 for no limit. The rest of the container's memory is for buffers and for rewriting the append-only file. derived: three quarters of resources.limits.memory
	Maxmemory string `json:"maxmemory"`
	// MinReplicasToWrite is the number of connected replicas without which the master refuses writes; 0 for none. Above 0 nothing can be written after a start until replicas have synced, nor while too few pods run.
	MinReplicasToWrite int32 `json:"minReplicasToWrite"`
	// MinReplicasMaxLag is the number of seconds after which a silent replica no longer counts for minReplicasToWrite.
	MinReplicasMaxLag int32 `json:"minReplicasMaxLag"`
	// ExtraConfig is appended to redis.conf, so its lines win. The default removes the commands that empty the store; juicefs destroy and juicefs load may need FLUSHDB.
	ExtraConfig string `json:"extraConfig"`
	// Resources of the Redis container.
	Resources corev1.ResourceRequirements `json:"resources"`

	// Sentinel holds the knobs of the sentinels.
	Sentinel Sentinel `json:"sentinel"`

	// Persistence of the data volume of each pod. Claims stay when the StatefulSet is deleted or shrinks.
	Persistence component.Persistence `json:"persistence"`
	// Service is the Service for clients. Its Redis port leads to any pod, replicas too: ask Sentinel for the master.
	Service component.Service `json:"service"`
	// PodDisruptionBudget of the pods.
	PodDisruptionBudget component.PodDisruptionBudget `json:"podDisruptionBudget"`
	// NetworkPolicy of the pods.
	NetworkPolicy component.NetworkPolicy `json:"networkPolicy"`
	// ServiceAccount of the pods; it has no token and no rights.
	ServiceAccount component.ServiceAccount `json:"serviceAccount"`

	// TerminationGracePeriodSeconds is how long a pod may take to stop: a third of it is for handing the master's role over.
	TerminationGracePeriodSeconds int64 `json:"terminationGracePeriodSeconds"`
	// UpdateStrategy of the StatefulSet.
	UpdateStrategy appsv1.StatefulSetUpdateStrategy `json:"updateStrategy"`

	component.Pod `json:",inline"`
}

// Auth names the Secret with the passwords and its keys.
type Auth struct {
	component.SecretReference `json:",inline"`
	// PasswordKey is the key of the password of Redis. Passwords may hold any printable character; JuiceFS reads it from a URL, where letters and digits are simplest.
	PasswordKey string `json:"passwordKey"`
	// SentinelPasswordKey is the key of the password of Sentinel.
	SentinelPasswordKey string `json:"sentinelPasswordKey"`
}

// Sentinel holds the knobs of the sentinels.
type Sentinel struct {
	// MasterName is the name that clients ask for; it stands in the metadata URL of JuiceFS.
	MasterName string `json:"masterName"`
	// Quorum is the number of sentinels that must agree that the master is down. derived: half of replicas, rounded down, plus one
	Quorum int32 `json:"quorum"`
	// DownAfterMilliseconds is how long the master must be silent to count as down. Clients of JuiceFS get input/output errors above about 40000.
	DownAfterMilliseconds int32 `json:"downAfterMilliseconds"`
	// FailoverTimeout bounds the steps of a failover, in milliseconds. A failed one is tried again after twice this time, which should come before the clients of JuiceFS give up at about 40000.
	FailoverTimeout int32 `json:"failoverTimeout"`
	// ParallelSyncs is the number of replicas that sync from a new master at the same time.
	ParallelSyncs int32 `json:"parallelSyncs"`
	// AskSeconds is how long Redis waits at its start for most sentinels to answer before it goes by the last state on its own volume.
	AskSeconds int32 `json:"askSeconds"`
	// ExtraConfig is appended to sentinel.conf, so its lines win.
	ExtraConfig string `json:"extraConfig,omitempty"`
	// Resources of the Sentinel container.
	Resources corev1.ResourceRequirements `json:"resources"`
}
