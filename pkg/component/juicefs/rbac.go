package juicefs

import (
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// account builds a ServiceAccount with its rights in the whole cluster and
// those in the driver's namespace.
func account(v Values, part, name string, account component.ServiceAccount, rules, ownRules []rbacv1.PolicyRule) []component.Object {
	serviceAccount := &corev1.ServiceAccount{
		TypeMeta:   component.CoreV1("ServiceAccount"),
		ObjectMeta: meta(v, part, account.Name),
	}
	serviceAccount.Annotations = component.Merge(v.Annotations, account.Annotations)
	subjects := []rbacv1.Subject{{Kind: rbacv1.ServiceAccountKind, Name: account.Name, Namespace: v.Namespace}}
	return []component.Object{
		serviceAccount,
		&rbacv1.ClusterRole{
			TypeMeta:   component.RBACV1("ClusterRole"),
			ObjectMeta: clusterMeta(v, part, name),
			Rules:      rules,
		},
		&rbacv1.ClusterRoleBinding{
			TypeMeta:   component.RBACV1("ClusterRoleBinding"),
			ObjectMeta: clusterMeta(v, part, name),
			RoleRef:    rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: name},
			Subjects:   subjects,
		},
		&rbacv1.Role{
			TypeMeta:   component.RBACV1("Role"),
			ObjectMeta: meta(v, part, name),
			Rules:      ownRules,
		},
		&rbacv1.RoleBinding{
			TypeMeta:   component.RBACV1("RoleBinding"),
			ObjectMeta: meta(v, part, name),
			RoleRef:    rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "Role", Name: name},
			Subjects:   subjects,
		},
	}
}
