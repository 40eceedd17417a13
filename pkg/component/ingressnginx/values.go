package ingressnginx

import (
	admissionv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// The kinds that Values.Kind can name.
const (
	KindDeployment = "Deployment"
	KindDaemonSet  = "DaemonSet"
)

// Values are the knobs of the controller.
type Values struct {
	// Name is the base name of the objects.
	Name string `json:"name" chart:"name"`
	// Namespace of the objects.
	Namespace string `json:"namespace" chart:"namespace"`
	// Labels are added to the labels of every object.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to the annotations of every object.
	Annotations map[string]string `json:"annotations,omitempty"`

	// Image of the controller.
	Image component.Image `json:"image"`
	// Kind of the workload: Deployment, or DaemonSet for one controller on every node that fits.
	Kind string `json:"kind" chart:"choice=Deployment|DaemonSet"`
	// Replicas of the Deployment. With hostNetwork each replica needs a node of its own.
	Replicas int32 `json:"replicas"`
	// HostNetwork binds ports 80, 443, 8443 and 10254 of the node itself. The namespace must then
	// allow the Pod Security level "privileged".
	HostNetwork bool `json:"hostNetwork" chart:"switch"`

	// IngressClassName is the name of the IngressClass that Ingress objects refer to.
	IngressClassName string `json:"ingressClassName"`
	// DefaultIngressClass makes the class the one of Ingress objects that name none.
	DefaultIngressClass bool `json:"defaultIngressClass" chart:"switch"`
	// ControllerClass connects the IngressClass with this controller. A second controller in the
	// cluster needs a value of its own.
	ControllerClass string `json:"controllerClass"`

	// Config is the data of the controller's ConfigMap, such as proxy-body-size: 100m. Values are strings.
	Config map[string]string `json:"config,omitempty"`
	// ExtraArgs are appended to the arguments of the controller, such as --watch-namespace=flink.
	ExtraArgs []string `json:"extraArgs,omitempty"`
	// PublishService copies the address of the controller's Service into the status of the Ingress
	// objects, which is right for a LoadBalancer. Otherwise the status shows the internal addresses
	// of the nodes that run the controller.
	PublishService bool `json:"publishService" chart:"switch"`

	// Service in front of the controller.
	Service Service `json:"service"`
	// Metrics for Prometheus.
	Metrics Metrics `json:"metrics"`
	// AdmissionWebhooks check Ingress objects before they are stored.
	AdmissionWebhooks AdmissionWebhooks `json:"admissionWebhooks"`

	// ServiceAccount of the controller.
	ServiceAccount ServiceAccount `json:"serviceAccount"`
	// PodDisruptionBudget of the controller.
	PodDisruptionBudget component.PodDisruptionBudget `json:"podDisruptionBudget"`
	// Resources of the controller. nginx starts one worker per core of the node unless
	// config.worker-processes says otherwise: raise the memory limit on nodes with many cores.
	Resources corev1.ResourceRequirements `json:"resources"`
	// TerminationGracePeriodSeconds is how long open connections may last after a stop, in seconds.
	TerminationGracePeriodSeconds int64 `json:"terminationGracePeriodSeconds"`

	component.Pod `json:",inline"`
}

// Service holds the knobs of the controller's Service.
type Service struct {
	component.Service `json:",inline"`
	// ExternalTrafficPolicy of the Service: Cluster, or Local to keep the address of the client and
	// answer only on nodes that run a controller.
	ExternalTrafficPolicy corev1.ServiceExternalTrafficPolicy `json:"externalTrafficPolicy,omitempty"`
	// NodePorts are the ports on every node.
	NodePorts NodePorts `json:"nodePorts"`
}

// NodePorts are ports on every node, for the Service types NodePort and LoadBalancer.
type NodePorts struct {
	// HTTP is the node port of port 80; 0 lets the cluster choose one.
	HTTP int32 `json:"http,omitempty"`
	// HTTPS is the node port of port 443; 0 lets the cluster choose one.
	HTTPS int32 `json:"https,omitempty"`
}

// Metrics holds the knobs of the metrics.
type Metrics struct {
	// Enabled serves metrics on port 10254 and adds a Service for it.
	Enabled bool `json:"enabled" chart:"switch"`
}

// ServiceAccount holds the knobs of a ServiceAccount whose name is given.
type ServiceAccount struct {
	// Annotations of the ServiceAccount.
	Annotations map[string]string `json:"annotations,omitempty"`
}

// AdmissionWebhooks holds the knobs of the webhook.
type AdmissionWebhooks struct {
	// Enabled adds the webhook.
	Enabled bool `json:"enabled" chart:"switch"`
	// FailurePolicy while the webhook cannot be reached: Fail refuses Ingress objects, Ignore accepts them.
	FailurePolicy admissionv1.FailurePolicyType `json:"failurePolicy"`
	// Patch holds the knobs of the Jobs that make and publish the certificate.
	Patch Patch `json:"patch"`
}

// Patch holds the knobs of the two Jobs.
type Patch struct {
	// Image of kube-webhook-certgen.
	Image component.Image `json:"image"`
	// Annotations of the Jobs, for example to make them hooks of Argo CD.
	Annotations map[string]string `json:"annotations,omitempty"`
	// TTLSecondsAfterFinished is when a finished Job is deleted, in seconds. The pod template of a
	// Job cannot be changed, so a change of these knobs applies only once the old Job is gone.
	TTLSecondsAfterFinished int32 `json:"ttlSecondsAfterFinished"`
	// Resources of the Jobs.
	Resources corev1.ResourceRequirements `json:"resources"`

	component.Pod `json:",inline"`
}
