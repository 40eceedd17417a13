package ingressnginx

import (
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// The API groups that the rules name.
const (
	coreGroup         = ""
	networkingGroup   = "networking.k8s.io"
	coordinationGroup = "coordination.k8s.io"
	discoveryGroup    = "discovery.k8s.io"
)

// controllerRBAC lets the controller read what it routes to, in the whole
// cluster, and write only the status of Ingress objects, events and its lease.
func controllerRBAC(v Values) []component.Object {
	account := serviceAccount(v, controllerComponent, v.Name)
	account.Annotations = component.Merge(v.Annotations, v.ServiceAccount.Annotations)
	return append(
		[]component.Object{account},
		grants(v, controllerComponent, v.Name, clusterRules(), namespaceRules(v))...,
	)
}

func clusterRules() []rbacv1.PolicyRule {
	return append([]rbacv1.PolicyRule{
		rule(coreGroup, []string{"configmaps", "endpoints", "nodes", "pods", "secrets", "namespaces"}, "list", "watch"),
		rule(coordinationGroup, []string{"leases"}, "list", "watch"),
		rule(coreGroup, []string{"nodes"}, "get"),
	}, routingRules()...)
}

func namespaceRules(v Values) []rbacv1.PolicyRule {
	lease := rule(coordinationGroup, []string{"leases"}, "get", "update")
	lease.ResourceNames = []string{leaseName(v)}
	return append([]rbacv1.PolicyRule{
		rule(coreGroup, []string{"namespaces"}, "get"),
		rule(coreGroup, []string{"configmaps", "pods", "secrets", "endpoints"}, "get", "list", "watch"),
		lease,
		// The name of an object is not known to RBAC when it is created.
		rule(coordinationGroup, []string{"leases"}, "create"),
	}, routingRules()...)
}

func routingRules() []rbacv1.PolicyRule {
	return []rbacv1.PolicyRule{
		rule(coreGroup, []string{"services"}, "get", "list", "watch"),
		rule(networkingGroup, []string{"ingresses"}, "get", "list", "watch"),
		rule(networkingGroup, []string{"ingresses/status"}, "update"),
		rule(networkingGroup, []string{"ingressclasses"}, "get", "list", "watch"),
		rule(discoveryGroup, []string{"endpointslices"}, "list", "watch", "get"),
		rule(coreGroup, []string{"events"}, "create", "patch"),
	}
}

// admissionRBAC lets the Jobs create one Secret and change one webhook configuration.
func admissionRBAC(v Values) []component.Object {
	webhook := rule("admissionregistration.k8s.io", []string{"validatingwebhookconfigurations"}, "get", "update")
	webhook.ResourceNames = []string{admissionName(v)}
	secret := rule(coreGroup, []string{"secrets"}, "get")
	secret.ResourceNames = []string{admissionName(v)}
	return append(
		[]component.Object{serviceAccount(v, admissionComponent, admissionName(v))},
		grants(v, admissionComponent, admissionName(v),
			[]rbacv1.PolicyRule{webhook},
			[]rbacv1.PolicyRule{secret, rule(coreGroup, []string{"secrets"}, "create")},
		)...,
	)
}

func rule(group string, resources []string, verbs ...string) rbacv1.PolicyRule {
	return rbacv1.PolicyRule{APIGroups: []string{group}, Resources: resources, Verbs: verbs}
}

// serviceAccount gives no token by itself: the pods that need one ask for it.
func serviceAccount(v Values, group, name string) *corev1.ServiceAccount {
	return &corev1.ServiceAccount{
		TypeMeta:                     component.CoreV1("ServiceAccount"),
		ObjectMeta:                   meta(v, group, name),
		AutomountServiceAccountToken: new(false),
	}
}

// grants binds two sets of rules to the ServiceAccount of the same name, one
// in the whole cluster and one in the namespace.
func grants(v Values, group, name string, cluster, namespace []rbacv1.PolicyRule) []component.Object {
	subjects := []rbacv1.Subject{{Kind: rbacv1.ServiceAccountKind, Name: name, Namespace: v.Namespace}}
	return []component.Object{
		&rbacv1.ClusterRole{
			TypeMeta:   component.RBACV1("ClusterRole"),
			ObjectMeta: clusterMeta(v, group, name),
			Rules:      cluster,
		},
		&rbacv1.ClusterRoleBinding{
			TypeMeta:   component.RBACV1("ClusterRoleBinding"),
			ObjectMeta: clusterMeta(v, group, name),
			RoleRef:    rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: name},
			Subjects:   subjects,
		},
		&rbacv1.Role{
			TypeMeta:   component.RBACV1("Role"),
			ObjectMeta: meta(v, group, name),
			Rules:      namespace,
		},
		&rbacv1.RoleBinding{
			TypeMeta:   component.RBACV1("RoleBinding"),
			ObjectMeta: meta(v, group, name),
			RoleRef:    rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "Role", Name: name},
			Subjects:   subjects,
		},
	}
}

func leaseName(v Values) string { return v.Name + "-leader" }

// admissionName names the Secret with the certificate, the configuration of
// the webhook and the ServiceAccount of the Jobs.
func admissionName(v Values) string { return v.Name + "-admission" }
