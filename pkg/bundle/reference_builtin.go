package bundle

import "strings"

// The groups that references name.
const (
	definitions = "apiextensions.k8s.io"
	rbac        = "rbac.authorization.k8s.io"
	storage     = "storage.k8s.io"
	networking  = "networking.k8s.io"
	scheduling  = "scheduling.k8s.io"
	gateways    = "gateway.networking.k8s.io"
	certManager = "cert-manager.io"
)

// builtIn are the API groups that the API server serves without a
// CustomResourceDefinition (Kubernetes 1.34, k8s.io/api).
var builtIn = map[string]bool{
	"": true, "apps": true, "autoscaling": true, "batch": true, "policy": true,
	"admissionregistration.k8s.io": true,
	definitions:                    true,
	"apiregistration.k8s.io":       true,
	"authentication.k8s.io":        true,
	"authorization.k8s.io":         true,
	"certificates.k8s.io":          true,
	"coordination.k8s.io":          true,
	"discovery.k8s.io":             true,
	"events.k8s.io":                true,
	"flowcontrol.apiserver.k8s.io": true,
	"internal.apiserver.k8s.io":    true,
	networking:                     true,
	"node.k8s.io":                  true,
	rbac:                           true,
	"resource.k8s.io":              true,
	scheduling:                     true,
	storage:                        true,
	"storagemigration.k8s.io":      true,
}

// everywhere says whether every cluster has a target.
func everywhere(t Target) bool {
	switch t.Kind {
	case "Namespace":
		return t.Name == "default" || t.Name == "kube-system" || t.Name == "kube-public" || t.Name == "kube-node-lease"
	case "ServiceAccount":
		return t.Name == "default"
	case "Role":
		return t.Namespace == "kube-system" && (strings.HasPrefix(t.Name, "system:") || t.Name == "extension-apiserver-authentication-reader")
	case "PriorityClass":
		return t.Name == "system-cluster-critical" || t.Name == "system-node-critical"
	case "ClusterRole":
		return t.Name == "cluster-admin" || t.Name == "admin" || t.Name == "edit" || t.Name == "view" || strings.HasPrefix(t.Name, "system:")
	}
	return false
}
