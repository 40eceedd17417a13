package strategies

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/registry/rest"

	_ "k8s.io/kubernetes/pkg/apis/admissionregistration/install"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"
	_ "k8s.io/kubernetes/pkg/apis/scheduling/install"
	_ "k8s.io/kubernetes/pkg/apis/storage/install"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/mutatingwebhookconfiguration"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/validatingwebhookconfiguration"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
	"k8s.io/kubernetes/pkg/registry/apps/deployment"
	"k8s.io/kubernetes/pkg/registry/apps/statefulset"
	"k8s.io/kubernetes/pkg/registry/batch/job"
	"k8s.io/kubernetes/pkg/registry/core/configmap"
	"k8s.io/kubernetes/pkg/registry/core/namespace"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolume"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolumeclaim"
	"k8s.io/kubernetes/pkg/registry/core/podtemplate"
	"k8s.io/kubernetes/pkg/registry/core/secret"
	"k8s.io/kubernetes/pkg/registry/core/service"
	"k8s.io/kubernetes/pkg/registry/core/serviceaccount"
	"k8s.io/kubernetes/pkg/registry/networking/ingress"
	"k8s.io/kubernetes/pkg/registry/networking/ingressclass"
	"k8s.io/kubernetes/pkg/registry/networking/networkpolicy"
	"k8s.io/kubernetes/pkg/registry/policy/poddisruptionbudget"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrole"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrolebinding"
	"k8s.io/kubernetes/pkg/registry/rbac/role"
	"k8s.io/kubernetes/pkg/registry/rbac/rolebinding"
	"k8s.io/kubernetes/pkg/registry/scheduling/priorityclass"
	"k8s.io/kubernetes/pkg/registry/storage/csidriver"
	"k8s.io/kubernetes/pkg/registry/storage/storageclass"
)

// builtIn gives the create strategy of each built-in kind that flinkgen may
// write. A kind that is missing here is refused, so that a new one cannot go
// by unseen; add the one registry that it needs.
func builtIn() map[schema.GroupVersionKind]rest.RESTCreateStrategy {
	core := corev1.SchemeGroupVersion
	apps := schema.GroupVersion{Group: "apps", Version: "v1"}
	admission := schema.GroupVersion{Group: "admissionregistration.k8s.io", Version: "v1"}
	batch := schema.GroupVersion{Group: "batch", Version: "v1"}
	networking := schema.GroupVersion{Group: "networking.k8s.io", Version: "v1"}
	policy := schema.GroupVersion{Group: "policy", Version: "v1"}
	rbac := schema.GroupVersion{Group: "rbac.authorization.k8s.io", Version: "v1"}
	scheduling := schema.GroupVersion{Group: "scheduling.k8s.io", Version: "v1"}
	storage := schema.GroupVersion{Group: "storage.k8s.io", Version: "v1"}
	return map[schema.GroupVersionKind]rest.RESTCreateStrategy{
		core.WithKind("ConfigMap"):                           configmap.Strategy,
		core.WithKind("Namespace"):                           namespace.Strategy,
		core.WithKind("PersistentVolume"):                    persistentvolume.Strategy,
		core.WithKind("PersistentVolumeClaim"):               persistentvolumeclaim.Strategy,
		core.WithKind("PodTemplate"):                         podtemplate.Strategy,
		core.WithKind("Secret"):                              secret.Strategy,
		core.WithKind("Service"):                             service.Strategy,
		core.WithKind("ServiceAccount"):                      serviceaccount.Strategy,
		apps.WithKind("DaemonSet"):                           daemonset.Strategy,
		apps.WithKind("Deployment"):                          deployment.Strategy,
		apps.WithKind("StatefulSet"):                         statefulset.Strategy,
		admission.WithKind("MutatingWebhookConfiguration"):   mutatingwebhookconfiguration.Strategy,
		admission.WithKind("ValidatingWebhookConfiguration"): validatingwebhookconfiguration.Strategy,
		batch.WithKind("Job"):                                job.Strategy,
		networking.WithKind("Ingress"):                       ingress.Strategy,
		networking.WithKind("IngressClass"):                  ingressclass.Strategy,
		networking.WithKind("NetworkPolicy"):                 networkpolicy.Strategy,
		policy.WithKind("PodDisruptionBudget"):               poddisruptionbudget.Strategy,
		rbac.WithKind("ClusterRole"):                         clusterrole.Strategy,
		rbac.WithKind("ClusterRoleBinding"):                  clusterrolebinding.Strategy,
		rbac.WithKind("Role"):                                role.Strategy,
		rbac.WithKind("RoleBinding"):                         rolebinding.Strategy,
		scheduling.WithKind("PriorityClass"):                 priorityclass.Strategy,
		storage.WithKind("CSIDriver"):                        csidriver.Strategy,
		storage.WithKind("StorageClass"):                     storageclass.Strategy,
	}
}
