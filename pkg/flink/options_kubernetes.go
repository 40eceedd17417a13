package flink

// kubernetesOptions are those of Flink's Kubernetes client. Source:
// KubernetesConfigOptions of Flink 1.20; FLINK-29372 (1.17).
var kubernetesOptions = []Definition{
	{Option: KubernetesNamespace, Type: TypeString, Default: "default"},
	{Option: KubernetesCluster, Type: TypeString},
	{Option: "kubernetes.container.image.ref", Type: TypeString, Old: []OldKey{{Key: "kubernetes.container.image", Before: V1_17}}},
	{Option: "kubernetes.container.image.pull-policy", Type: TypeEnum, Default: "IfNotPresent", Values: []string{"IfNotPresent", "Always", "Never"}},
	{Option: "kubernetes.container.image.pull-secrets", Type: TypeList},
	{Option: "kubernetes.jobmanager.cpu.amount", Type: TypeFloat, Default: "1.0", Old: []OldKey{{Key: "kubernetes.jobmanager.cpu", Before: V1_17}}},
	{Option: "kubernetes.taskmanager.cpu.amount", Type: TypeFloat, Default: "-1.0", Old: []OldKey{{Key: "kubernetes.taskmanager.cpu", Before: V1_17}}},
	{Option: "kubernetes.jobmanager.cpu.limit-factor", Type: TypeFloat, Default: "1.0", Since: V1_15},
	{Option: "kubernetes.taskmanager.cpu.limit-factor", Type: TypeFloat, Default: "1.0", Since: V1_15},
	{Option: "kubernetes.jobmanager.memory.limit-factor", Type: TypeFloat, Default: "1.0", Since: V1_15},
	{Option: "kubernetes.taskmanager.memory.limit-factor", Type: TypeFloat, Default: "1.0", Since: V1_15},
	{Option: "kubernetes.jobmanager.replicas", Type: TypeInteger, Default: "1"},
	{Option: "kubernetes.service-account", Type: TypeString, Default: "default"},
	{Option: "kubernetes.pod-template-file.default", Type: TypeString, Old: []OldKey{{Key: "kubernetes.pod-template-file", Before: V1_17}}},
	{Option: "kubernetes.pod-template-file.jobmanager", Type: TypeString},
	{Option: "kubernetes.pod-template-file.taskmanager", Type: TypeString},
	{Option: "kubernetes.jobmanager.labels", Type: TypeMap},
	{Option: "kubernetes.taskmanager.labels", Type: TypeMap},
	{Option: "kubernetes.jobmanager.node-selector", Type: TypeMap},
	{Option: "kubernetes.taskmanager.node-selector", Type: TypeMap},
	{Option: "kubernetes.jobmanager.tolerations", Type: TypeList},
	{Option: "kubernetes.taskmanager.tolerations", Type: TypeList},
	{Option: "kubernetes.rest-service.exposed.type", Type: TypeEnum, Default: "ClusterIP", Values: []string{"ClusterIP", "NodePort", "LoadBalancer", "Headless_ClusterIP"}},
	{Option: "kubernetes.rest-service.exposed.node-port-address-type", Type: TypeEnum, Default: "InternalIP", Values: []string{"InternalIP", "ExternalIP", "Hostname", "InternalDNS", "ExternalDNS"}, Since: V1_15},
}
