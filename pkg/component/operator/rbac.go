package operator

import (
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// operatorAccess gives the operator's ServiceAccount and its rights: in the
// whole cluster or in each watched namespace, and a few in its own.
func operatorAccess(v Values) []component.Object {
	account := &corev1.ServiceAccount{
		TypeMeta:   component.CoreV1("ServiceAccount"),
		ObjectMeta: meta(v, v.ServiceAccount.Name),
		// The pod asks for a token itself.
		AutomountServiceAccountToken: new(false),
	}
	account.Annotations = component.Merge(v.Annotations, v.ServiceAccount.Annotations)

	name, binding := v.ServiceAccount.Name, v.ServiceAccount.Name+"-role-binding"
	own, ownBinding := v.ServiceAccount.Name+"-own", v.ServiceAccount.Name+"-own-role-binding"
	nodes, nodesBinding := v.ServiceAccount.Name+"-nodes", v.ServiceAccount.Name+"-nodes-role-binding"

	objects := []component.Object{account}
	if v.ClusterWide {
		objects = append(objects, clusterRole(v, name, v.Rules), clusterRoleBinding(v, binding, name))
	}
	if !v.ClusterWide {
		for _, namespace := range v.WatchNamespaces {
			objects = append(objects, role(v, name, namespace, v.Rules), roleBinding(v, binding, namespace, name))
		}
	}
	objects = append(objects, role(v, own, v.Namespace, v.OwnRules), roleBinding(v, ownBinding, v.Namespace, own))
	if v.NodesRule {
		// Nodes have no namespace, so a Role cannot grant them.
		objects = append(objects, clusterRole(v, nodes, nodesRules()), clusterRoleBinding(v, nodesBinding, nodes))
	}
	return objects
}

func clusterRole(v Values, name string, rules []rbacv1.PolicyRule) *rbacv1.ClusterRole {
	return &rbacv1.ClusterRole{
		TypeMeta:   component.RBACV1("ClusterRole"),
		ObjectMeta: clusterMeta(v, name),
		Rules:      rules,
	}
}

func clusterRoleBinding(v Values, name, roleName string) *rbacv1.ClusterRoleBinding {
	return &rbacv1.ClusterRoleBinding{
		TypeMeta:   component.RBACV1("ClusterRoleBinding"),
		ObjectMeta: clusterMeta(v, name),
		RoleRef:    roleRef("ClusterRole", roleName),
		Subjects:   subject(v.ServiceAccount.Name, v.Namespace),
	}
}

func role(v Values, name, namespace string, rules []rbacv1.PolicyRule) *rbacv1.Role {
	return &rbacv1.Role{
		TypeMeta:   component.RBACV1("Role"),
		ObjectMeta: metaIn(v, name, namespace),
		Rules:      rules,
	}
}

func roleBinding(v Values, name, namespace, roleName string) *rbacv1.RoleBinding {
	return &rbacv1.RoleBinding{
		TypeMeta:   component.RBACV1("RoleBinding"),
		ObjectMeta: metaIn(v, name, namespace),
		RoleRef:    roleRef("Role", roleName),
		Subjects:   subject(v.ServiceAccount.Name, v.Namespace),
	}
}

func roleRef(kind, name string) rbacv1.RoleRef {
	return rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: kind, Name: name}
}

// subject names a ServiceAccount with its namespace, without which a binding is not valid.
func subject(name, namespace string) []rbacv1.Subject {
	return []rbacv1.Subject{{Kind: rbacv1.ServiceAccountKind, Name: name, Namespace: namespace}}
}
