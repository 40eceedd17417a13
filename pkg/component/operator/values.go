package operator

import (
	admissionv1 "k8s.io/api/admissionregistration/v1"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// PasswordKey is the entry of the webhook's Secret that holds the password of the keystore.
const PasswordKey = "password"

// Values are the knobs of the Flink Kubernetes operator. Derived values are
// filled by Complete where they are blank.
type Values struct {
	// Name of the Deployment.
	Name string `json:"name" chart:"name"`
	// Namespace of the operator.
	Namespace string `json:"namespace" chart:"namespace"`
	// Labels are added to every object.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to every object.
	Annotations map[string]string `json:"annotations,omitempty"`

	// Version of the operator, such as 1.15.0.
	Version string `json:"version" chart:"-"`
	// Image of the operator and its webhook; derived: from version.
	Image component.Image `json:"image"`

	// WatchNamespaces are the namespaces whose Flink resources the operator manages; empty means all.
	WatchNamespaces []string `json:"watchNamespaces,omitempty" chart:"each"`
	// ClusterWide grants the operator its rights in every namespace; derived: true without watchNamespaces.
	ClusterWide bool `json:"clusterWide" chart:"switch"`
	// NodesRule lets the operator list nodes, which it needs for jobs with kubernetes.rest-service.exposed.type NodePort.
	NodesRule bool `json:"nodesRule" chart:"switch"`
	// JobNamespaces are the namespaces that get the ServiceAccount and Role of the jobs; derived: watchNamespaces, or else the operator's namespace.
	JobNamespaces []string `json:"jobNamespaces,omitempty" chart:"each"`
	// ServiceAccount of the operator; its name is also that of its roles.
	ServiceAccount component.ServiceAccount `json:"operatorServiceAccount"`
	// JobServiceAccount is the ServiceAccount of the jobs; its name is also that of its Role.
	JobServiceAccount component.ServiceAccount `json:"jobServiceAccount"`

	// Replicas of the operator; more than one are standbys and need leader election.
	Replicas int32 `json:"replicas"`
	// Strategy of an update, Recreate or RollingUpdate; derived: RollingUpdate with leader election, else Recreate, because two operators must not work at once.
	Strategy appsv1.DeploymentStrategyType `json:"strategy"`
	// LeaderElection picks the replica that works.
	LeaderElection LeaderElection `json:"leaderElection" chart:"-"`
	// PodDisruptionBudget of the operator.
	PodDisruptionBudget component.PodDisruptionBudget `json:"podDisruptionBudget"`

	// DefaultConfiguration holds options of the operator and defaults of its jobs; they win over the built-in ones.
	DefaultConfiguration map[string]string `json:"defaultConfiguration,omitempty" chart:"-"`
	// ManageIngress false stops the operator from managing Ingresses; needs operator 1.13.0.
	ManageIngress *bool `json:"manageIngress,omitempty" chart:"-"`
	// ConfigFile is the name and with it the dialect of the operator's configuration file: flink-conf.yaml, or config.yaml (needs operator 1.12.0). Releases to 1.15.0 break jobs of Flink 1.x with config.yaml (FLINK-40055); derived: from version.
	ConfigFile string `json:"configFile" chart:"choice=flink-conf.yaml|config.yaml"`
	// Configuration is the text of the operator's configuration file; derived: from defaultConfiguration and the values above.
	Configuration string `json:"configuration"`
	// Logging of the operator and of its jobs.
	Logging Logging `json:"logging"`

	// HealthPort is where the operator answers probes; the configuration names it too.
	HealthPort int32 `json:"healthPort"`
	// Metrics of the operator for Prometheus.
	Metrics Metrics `json:"metrics"`
	// TimeZone of the containers, a name of the tz database.
	TimeZone string `json:"timeZone"`
	// JVMArgs of the operator and the webhook.
	JVMArgs JVMArgs `json:"jvmArgs"`
	// Resources of the operator's container.
	Resources corev1.ResourceRequirements `json:"resources"`
	// Artifacts is the volume for the jars of session jobs; derived: an emptyDir of 2Gi.
	Artifacts corev1.VolumeSource `json:"artifacts"`
	// InitContainers run before the operator.
	InitContainers []corev1.Container `json:"initContainers,omitempty"`
	// SidecarContainers run beside the operator.
	SidecarContainers []corev1.Container `json:"sidecarContainers,omitempty"`
	component.Pod     `json:",inline"`

	// Webhook that checks and completes Flink resources when they are applied.
	Webhook Webhook `json:"webhook"`

	// Rules of the operator in the namespaces that it watches; derived: from version.
	Rules []rbacv1.PolicyRule `json:"-" chart:"-"`
	// OwnRules of the operator in its own namespace; derived: from version.
	OwnRules []rbacv1.PolicyRule `json:"-" chart:"-"`
}

// LeaderElection picks the replica that works.
type LeaderElection struct {
	// Enabled turns leader election on; with more than one replica it always is.
	Enabled bool `json:"enabled"`
	// LeaseName of the lease, unique in the operator's namespace.
	LeaseName string `json:"leaseName,omitempty"`
}

// Logging holds the levels of both log configurations, and lines of Log4j 2
// properties to append; an appended line must not repeat a key of the file.
type Logging struct {
	// OperatorLevel is the root level of the operator's log.
	OperatorLevel string `json:"operatorLevel"`
	// OperatorProperties are lines appended to log4j-operator.properties.
	OperatorProperties string `json:"operatorProperties,omitempty"`
	// JobLevel is the root level of the logs of jobs that bring no log configuration.
	JobLevel string `json:"jobLevel"`
	// JobProperties are lines appended to log4j-console.properties.
	JobProperties string `json:"jobProperties,omitempty"`
}

// Metrics opens a port for Prometheus.
type Metrics struct {
	// Enabled starts the Prometheus reporter and opens its port.
	Enabled bool `json:"enabled" chart:"switch"`
	// Port of the reporter; the configuration names it too.
	Port int32 `json:"port,omitempty"`
}

// JVMArgs are arguments of the JVMs. Keep the heap well inside the memory limit.
type JVMArgs struct {
	// Operator holds those of the operator, separated by spaces.
	Operator string `json:"operator"`
	// Webhook holds those of the webhook, separated by spaces.
	Webhook string `json:"webhook"`
}

// Webhook checks and completes Flink resources when they are applied.
type Webhook struct {
	// Enabled adds the webhook; it needs cert-manager in the cluster.
	Enabled bool `json:"enabled" chart:"switch"`
	// SecretReference names the Secret whose entry "password" protects the keystore.
	component.SecretReference `json:",inline"`
	// ClusterDomain of the cluster's DNS, for the certificate.
	ClusterDomain string `json:"clusterDomain"`
	// ServiceLabels are added to the labels of the Service.
	ServiceLabels map[string]string `json:"serviceLabels,omitempty"`
	// NamespaceSelector picks the namespaces whose resources are checked; derived: watchNamespaces by name, all without them.
	NamespaceSelector *metav1.LabelSelector `json:"namespaceSelector,omitempty"`
	// Resources of the webhook's container.
	Resources corev1.ResourceRequirements `json:"resources"`
	// ExtraEnv is appended to the environment of the webhook's container.
	ExtraEnv []corev1.EnvVar `json:"extraEnv,omitempty"`

	// MutatedOperations are completed by the webhook; derived: from version.
	MutatedOperations []admissionv1.OperationType `json:"-" chart:"-"`
	// MutatedResources are completed by the webhook; derived: from version.
	MutatedResources []string `json:"-" chart:"-"`
	// ValidatedResources are checked by the webhook; derived: from version.
	ValidatedResources []string `json:"-" chart:"-"`
}
