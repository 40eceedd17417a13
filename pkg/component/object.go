package component

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// Object is a typed Kubernetes object whose apiVersion and kind are set.
type Object interface {
	metav1.Object
	runtime.Object
}

// The functions below give the type of an object by its API group. Typed
// objects do not know their own kind, so every object names it.

// CoreV1 is the type of a kind in the core group, version v1.
func CoreV1(kind string) metav1.TypeMeta { return typeOf("v1", kind) }

// AppsV1 is the type of a kind in apps/v1.
func AppsV1(kind string) metav1.TypeMeta { return typeOf("apps/v1", kind) }

// BatchV1 is the type of a kind in batch/v1.
func BatchV1(kind string) metav1.TypeMeta { return typeOf("batch/v1", kind) }

// RBACV1 is the type of a kind in rbac.authorization.k8s.io/v1.
func RBACV1(kind string) metav1.TypeMeta { return typeOf("rbac.authorization.k8s.io/v1", kind) }

// StorageV1 is the type of a kind in storage.k8s.io/v1.
func StorageV1(kind string) metav1.TypeMeta { return typeOf("storage.k8s.io/v1", kind) }

// NetworkingV1 is the type of a kind in networking.k8s.io/v1.
func NetworkingV1(kind string) metav1.TypeMeta { return typeOf("networking.k8s.io/v1", kind) }

// PolicyV1 is the type of a kind in policy/v1.
func PolicyV1(kind string) metav1.TypeMeta { return typeOf("policy/v1", kind) }

// AdmissionV1 is the type of a kind in admissionregistration.k8s.io/v1.
func AdmissionV1(kind string) metav1.TypeMeta {
	return typeOf("admissionregistration.k8s.io/v1", kind)
}

func typeOf(apiVersion, kind string) metav1.TypeMeta {
	return metav1.TypeMeta{APIVersion: apiVersion, Kind: kind}
}

// Optional is nil for the zero value and a pointer to v otherwise: the field
// of an object that takes it vanishes when the knob behind it is empty.
func Optional[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
