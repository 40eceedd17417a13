package historyserver

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// The values of Values.Route.
const (
	RouteNone    = "none"
	RouteIngress = "ingress"
	RouteGateway = "gateway"
)

// Values are the knobs of the history server.
type Values struct {
	// Name is the base name of the objects.
	Name string `json:"name" chart:"name"`
	// Namespace of the objects; with a volume it is the namespace of the jobs.
	Namespace string `json:"namespace" chart:"namespace"`
	// Labels are added to the labels of every object.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to the annotations of every object.
	Annotations map[string]string `json:"annotations,omitempty"`

	// Image of Flink. A server reads the archives of older versions.
	Image component.Image `json:"image"`
	// ConfigFileName is the file that this version of Flink reads. Derived from the version of the
	// image: flink-conf.yaml up to 1.20, config.yaml from 2.0.
	ConfigFileName string `json:"configFileName"`

	// ArchiveDir is historyserver.archive.fs.dir: the URIs of the directories with the archives,
	// separated by commas. Derived: every jobmanager.archive.fs.dir of the jobs.
	ArchiveDir string `json:"archiveDir"`
	// ArchiveRefreshInterval is the time between two looks at the archives, in milliseconds.
	ArchiveRefreshInterval int64 `json:"archiveRefreshInterval"`
	// RetainedJobs is how many archives to keep in each directory: the server DELETES older ones.
	// -1 keeps all; 0 is refused by Flink.
	RetainedJobs int32 `json:"retainedJobs"`
	// Port of the pages and the REST API.
	Port int32 `json:"port"`
	// ExtraConfiguration is appended to the configuration file: lines of "key: value", each ended by
	// a line break, such as s3.endpoint. Keys that the file has already are refused by Flink 2.
	ExtraConfiguration string `json:"extraConfiguration,omitempty"`
	// LogLevel of the server: TRACE, DEBUG, INFO, WARN or ERROR.
	LogLevel string `json:"logLevel" enum:"TRACE,DEBUG,INFO,WARN,ERROR"`

	// JavaOpts are options of the server's JVM. Its heap has to leave room in the memory limit for
	// metaspace, threads and network buffers.
	JavaOpts string `json:"javaOpts"`
	// TimeZone of the log and the pages (TZ), such as Asia/Shanghai.
	TimeZone string `json:"timeZone"`
	// EnableBuiltInPlugins names jars of /opt/flink/opt that the image's entrypoint makes plugins,
	// separated by semicolons, such as flink-s3-fs-presto-2.2.1.jar. Credentials go into extraEnv,
	// from a Secret.
	EnableBuiltInPlugins string `json:"enableBuiltInPlugins,omitempty"`

	// Persistence of the archives on a volume. Switch it off where they are in an object store.
	Persistence Persistence `json:"persistence"`
	// CacheSizeLimit of the unpacked archives and pages on the node's disk. The pod is evicted when
	// it is exceeded; absent means no limit.
	CacheSizeLimit *resource.Quantity `json:"cacheSizeLimit,omitempty"`

	// Service of the server.
	Service Service `json:"service"`
	// Route from outside the cluster: none, ingress, or gateway for an HTTPRoute. Derived from the
	// ingress controller of the stack; none without a host.
	Route string `json:"route" chart:"choice=none|ingress|gateway"`
	// Host is the name under which the route answers.
	Host string `json:"host"`
	// Ingress holds the knobs of route: ingress.
	Ingress Ingress `json:"ingress"`
	// Gateway holds the knobs of route: gateway.
	Gateway Gateway `json:"gateway"`

	// ServiceAccount of the server.
	ServiceAccount ServiceAccount `json:"serviceAccount"`
	// Resources of the server.
	Resources corev1.ResourceRequirements `json:"resources"`
	// InitResources of the init container that copies the configuration.
	InitResources corev1.ResourceRequirements `json:"initResources"`

	component.Pod `json:",inline"`
}

// Persistence holds the knobs of the archive volume.
type Persistence struct {
	// Enabled mounts the volume.
	Enabled bool `json:"enabled" chart:"switch"`
	// Create makes the claim; switch it off where the claim exists.
	Create bool `json:"create" chart:"switch"`
	// ClaimName is the PersistentVolumeClaim, the same as the jobs mount.
	ClaimName string `json:"claimName"`
	// MountPath of the volume.
	MountPath string `json:"mountPath"`
	// AccessModes of the claim. The jobs and the server run on several nodes, so it is ReadWriteMany.
	AccessModes []corev1.PersistentVolumeAccessMode `json:"accessModes"`

	component.Persistence `json:",inline"`
}

// Service holds the knobs of the Service.
type Service struct {
	component.Service `json:",inline"`
	// NodePort on every node, for the type NodePort; 0 lets the cluster choose one.
	NodePort int32 `json:"nodePort,omitempty"`
}

// Ingress holds the knobs of the Ingress.
type Ingress struct {
	// ClassName is the IngressClass; empty means the default class of the cluster. Derived from the
	// ingress controller of the stack.
	ClassName string `json:"className,omitempty"`
	// Annotations of the Ingress.
	Annotations map[string]string `json:"annotations,omitempty"`
	// TLS of the host.
	TLS TLS `json:"tls"`
}

// TLS holds the knobs of the certificate.
type TLS struct {
	// Enabled serves the host over HTTPS.
	Enabled bool `json:"enabled" chart:"switch"`
	// SecretName is the Secret of type kubernetes.io/tls in the namespace of the server.
	SecretName string `json:"secretName,omitempty"`
}

// Gateway holds the knobs of the HTTPRoute. Its certificate belongs to the listener of the Gateway.
type Gateway struct {
	// Name of the Gateway that takes the route.
	Name string `json:"name"`
	// Namespace of the Gateway; empty means the namespace of the server.
	Namespace string `json:"namespace,omitempty"`
	// SectionName is the listener of the Gateway; empty means all that admit the host.
	SectionName string `json:"sectionName,omitempty"`
	// Annotations of the HTTPRoute.
	Annotations map[string]string `json:"annotations,omitempty"`
}

// ServiceAccount holds the knobs of the ServiceAccount.
type ServiceAccount struct {
	// Annotations of the ServiceAccount, for example for the workload identity of an object store.
	Annotations map[string]string `json:"annotations,omitempty"`
}
