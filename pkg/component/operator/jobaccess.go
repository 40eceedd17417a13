package operator

import (
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// keep makes Helm leave an object behind when the operator is uninstalled:
// running jobs still need it. Other tools ignore it.
func keep() map[string]string { return map[string]string{"helm.sh/resource-policy": "keep"} }

// JobAccess gives the ServiceAccount of the jobs and its rights in each
// namespace of jobs, for a stack that has no operator: JobManagers that start
// TaskManagers need them all the same.
func JobAccess(v Values) []component.Object {
	labels := component.Labels(component.Selector("flink-job-access", v.JobServiceAccount.Name), v.Labels)
	objects := jobAccess(v)
	for _, object := range objects {
		object.SetLabels(labels)
	}
	return objects
}

// jobAccess is JobAccess among the objects of the operator.
func jobAccess(v Values) []component.Object {
	var objects []component.Object
	for _, namespace := range v.JobNamespaces {
		account := &corev1.ServiceAccount{
			TypeMeta:   component.CoreV1("ServiceAccount"),
			ObjectMeta: metaIn(v, v.JobServiceAccount.Name, namespace),
			// Flink makes the pods and asks for no token itself; the JobManager calls the API.
			AutomountServiceAccountToken: new(true),
		}
		account.Annotations = component.Merge(keep(), v.Annotations, v.JobServiceAccount.Annotations)

		rights := &rbacv1.Role{
			TypeMeta:   component.RBACV1("Role"),
			ObjectMeta: metaIn(v, v.JobServiceAccount.Name, namespace),
			Rules:      jobRules(),
		}
		rights.Annotations = component.Merge(keep(), v.Annotations)

		binding := &rbacv1.RoleBinding{
			TypeMeta:   component.RBACV1("RoleBinding"),
			ObjectMeta: metaIn(v, v.JobServiceAccount.Name+"-role-binding", namespace),
			RoleRef:    roleRef("Role", v.JobServiceAccount.Name),
			Subjects:   subject(v.JobServiceAccount.Name, namespace),
		}
		binding.Annotations = component.Merge(keep(), v.Annotations)

		objects = append(objects, account, rights, binding)
	}
	return objects
}
