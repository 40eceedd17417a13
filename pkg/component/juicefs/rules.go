package juicefs

import rbacv1 "k8s.io/api/rbac/v1"

// The driver's own manifest grants everything in the whole cluster. Mount pods,
// their Secrets and jobs live in the driver's namespace only, so the rights to
// write them are granted only there.

func controllerRules() []rbacv1.PolicyRule {
	return []rbacv1.PolicyRule{
		rule("", []string{"persistentvolumes"}, "get", "list", "watch", "create", "delete", "patch"),
		rule("", []string{"persistentvolumeclaims", "persistentvolumeclaims/status"}, "get", "list", "watch", "update", "patch"),
		rule("storage.k8s.io", []string{"storageclasses", "csinodes"}, "get", "list", "watch"),
		rule("", []string{"nodes", "pods"}, "get", "list", "watch"),
		rule("batch", []string{"jobs"}, "get", "list", "watch"),
		// About claims, in their namespaces.
		rule("", []string{"events"}, "list", "watch", "create", "update", "patch"),
		// A StorageClass may name a Secret in any namespace.
		rule("", []string{"secrets"}, "get"),
	}
}

func controllerOwnRules() []rbacv1.PolicyRule {
	return []rbacv1.PolicyRule{
		rule("", []string{"pods"}, "create", "update", "patch", "delete"),
		rule("", []string{"pods/log"}, "get"),
		rule("", []string{"secrets"}, "create", "update", "patch", "delete"),
		rule("batch", []string{"jobs"}, "create", "update", "patch", "delete"),
		// Mount pods are made after the model of the node plugin.
		rule("apps", []string{"daemonsets"}, "get", "list"),
		rule("coordination.k8s.io", []string{"leases"}, "get", "list", "watch", "create", "update", "patch", "delete"),
	}
}

// oldElectionRules serve the leader elections before all of them used leases.
func oldElectionRules() []rbacv1.PolicyRule {
	return []rbacv1.PolicyRule{
		rule("", []string{"endpoints", "configmaps"}, "get", "list", "watch", "create", "update", "patch"),
	}
}

func nodeRules() []rbacv1.PolicyRule {
	return []rbacv1.PolicyRule{
		// The driver puts a label on the pods that use its volumes.
		rule("", []string{"pods"}, "get", "list", "watch", "patch"),
		rule("", []string{"nodes", "persistentvolumes", "persistentvolumeclaims"}, "get", "list"),
		// The driver asks the kubelet of its node for the pods, which is a GET.
		rule("", []string{"nodes/proxy"}, "get"),
		rule("storage.k8s.io", []string{"storageclasses"}, "get", "watch"),
		// A volume may name a Secret in any namespace.
		rule("", []string{"secrets"}, "get"),
	}
}

func nodeOwnRules() []rbacv1.PolicyRule {
	return []rbacv1.PolicyRule{
		rule("", []string{"pods"}, "create", "update", "delete"),
		rule("", []string{"pods/log"}, "get"),
		rule("", []string{"pods/exec"}, "create"),
		rule("", []string{"secrets"}, "create", "update", "patch", "delete"),
		rule("", []string{"configmaps"}, "get", "update"),
		rule("", []string{"events"}, "get", "create"),
		rule("batch", []string{"jobs"}, "get", "create", "update", "patch", "delete"),
	}
}

func dashboardRules() []rbacv1.PolicyRule {
	return []rbacv1.PolicyRule{
		rule("", []string{"persistentvolumes", "persistentvolumeclaims", "nodes", "pods", "events"}, "get", "list", "watch"),
		rule("", []string{"pods/log"}, "get"),
		rule("storage.k8s.io", []string{"storageclasses"}, "get", "list", "watch"),
		rule("batch", []string{"jobs"}, "get", "list", "watch"),
		// It shows which Secret a volume uses, and keeps a list of all.
		rule("", []string{"secrets"}, "get", "list", "watch"),
	}
}

func dashboardOwnRules() []rbacv1.PolicyRule {
	return []rbacv1.PolicyRule{
		rule("", []string{"pods"}, "create", "update", "patch", "delete"),
		rule("", []string{"pods/exec", "events"}, "create"),
		rule("", []string{"configmaps"}, "get", "list", "watch", "create", "update", "patch", "delete"),
		rule("batch", []string{"jobs"}, "create", "update", "delete"),
	}
}

func rule(group string, resources []string, verbs ...string) rbacv1.PolicyRule {
	return rbacv1.PolicyRule{APIGroups: []string{group}, Resources: resources, Verbs: verbs}
}
