package job

import (
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// standaloneAccount is the account of the pods. Only high availability in
// ConfigMaps needs rights, and no others: nobody here starts pods.
func standaloneAccount(v Values) []component.Object {
	objects := []component.Object{&corev1.ServiceAccount{
		TypeMeta:                     component.CoreV1("ServiceAccount"),
		ObjectMeta:                   meta(v, v.ServiceAccount),
		AutomountServiceAccountToken: new(false),
	}}
	if !v.Standalone.UsesAPI {
		return objects
	}
	return append(objects,
		&rbacv1.Role{
			TypeMeta:   component.RBACV1("Role"),
			ObjectMeta: meta(v, v.ServiceAccount),
			Rules: []rbacv1.PolicyRule{{
				APIGroups: []string{""},
				Resources: []string{"configmaps"},
				Verbs:     []string{"get", "list", "watch", "create", "update", "patch", "delete"},
			}},
		},
		&rbacv1.RoleBinding{
			TypeMeta:   component.RBACV1("RoleBinding"),
			ObjectMeta: meta(v, v.ServiceAccount),
			RoleRef:    rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "Role", Name: v.ServiceAccount},
			Subjects:   []rbacv1.Subject{{Kind: rbacv1.ServiceAccountKind, Name: v.ServiceAccount, Namespace: v.Namespace}},
		})
}
