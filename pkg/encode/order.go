package encode

import (
	"reflect"
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
)

// order says which fields people write first and last in a type whose Go
// struct has them elsewhere. The others stay between, as in the struct.
type order struct {
	first, last []string
}

var orders = map[reflect.Type]order{
	reflect.TypeFor[appsv1.DeploymentSpec](): {
		first: []string{"replicas", "strategy", "selector"},
		last:  []string{"template"},
	},
	reflect.TypeFor[appsv1.StatefulSetSpec](): {
		first: []string{"serviceName", "replicas", "podManagementPolicy", "updateStrategy", "persistentVolumeClaimRetentionPolicy", "selector"},
		last:  []string{"template", "volumeClaimTemplates"},
	},
	reflect.TypeFor[appsv1.DaemonSetSpec](): {
		first: []string{"updateStrategy", "selector"},
		last:  []string{"template"},
	},
	reflect.TypeFor[batchv1.JobSpec](): {
		last: []string{"template"},
	},
	reflect.TypeFor[corev1.PodSpec](): {
		first: []string{"serviceAccountName", "automountServiceAccountToken", "enableServiceLinks", "imagePullSecrets", "securityContext"},
		last:  []string{"initContainers", "containers", "volumes"},
	},
	reflect.TypeFor[corev1.Container](): {
		first: []string{"name", "image", "imagePullPolicy"},
		last:  []string{"startupProbe", "livenessProbe", "readinessProbe", "lifecycle", "resources", "securityContext", "volumeMounts"},
	},
	reflect.TypeFor[corev1.ResourceRequirements](): {
		first: []string{"requests", "limits"},
	},
	reflect.TypeFor[corev1.VolumeMount](): {
		first: []string{"name", "mountPath"},
	},
	reflect.TypeFor[corev1.ServiceSpec](): {
		first: []string{"type", "clusterIP", "publishNotReadyAddresses"},
		last:  []string{"selector", "ports"},
	},
	reflect.TypeFor[corev1.PersistentVolumeSpec](): {
		first: []string{"storageClassName", "capacity", "volumeMode", "accessModes", "persistentVolumeReclaimPolicy"},
	},
	reflect.TypeFor[corev1.PersistentVolumeClaimSpec](): {
		first: []string{"storageClassName"},
	},
	reflect.TypeFor[rbacv1.PolicyRule](): {
		first: []string{"apiGroups", "resources", "resourceNames", "nonResourceURLs", "verbs"},
	},
	reflect.TypeFor[rbacv1.RoleBinding](): {
		last: []string{"roleRef", "subjects"},
	},
	reflect.TypeFor[rbacv1.ClusterRoleBinding](): {
		last: []string{"roleRef", "subjects"},
	},
}

// inOrder sorts the fields of a type as people write them.
func inOrder(t reflect.Type, fields []jsonField) []jsonField {
	wanted, known := orders[t]
	if !known {
		return fields
	}
	rank := func(f jsonField) int {
		if i := slices.Index(wanted.first, f.name); i >= 0 {
			return i - len(wanted.first)
		}
		return 1 + slices.Index(wanted.last, f.name)
	}
	slices.SortStableFunc(fields, func(a, b jsonField) int { return rank(a) - rank(b) })
	return fields
}
