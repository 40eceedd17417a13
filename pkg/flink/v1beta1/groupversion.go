package v1beta1

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// The API that the operator serves.
const (
	Group      = "flink.apache.org"
	Version    = "v1beta1"
	APIVersion = Group + "/" + Version
)

// The kinds of the API.
const (
	KindFlinkDeployment          = "FlinkDeployment"
	KindFlinkSessionJob          = "FlinkSessionJob"
	KindFlinkStateSnapshot       = "FlinkStateSnapshot"
	KindFlinkBlueGreenDeployment = "FlinkBlueGreenDeployment"
)

// GroupVersion is the group and version of every kind in this package.
func GroupVersion() schema.GroupVersion {
	return schema.GroupVersion{Group: Group, Version: Version}
}

// TypeOf is the type of a kind in this API. Typed objects do not know their
// own kind, so every object names it.
func TypeOf(kind string) metav1.TypeMeta {
	return metav1.TypeMeta{APIVersion: APIVersion, Kind: kind}
}

// AddToScheme makes the kinds known to a scheme, for clients and decoders.
func AddToScheme(scheme *runtime.Scheme) error {
	scheme.AddKnownTypes(GroupVersion(),
		&FlinkDeployment{}, &FlinkDeploymentList{},
		&FlinkSessionJob{}, &FlinkSessionJobList{},
		&FlinkStateSnapshot{}, &FlinkStateSnapshotList{},
		&FlinkBlueGreenDeployment{}, &FlinkBlueGreenDeploymentList{},
	)
	metav1.AddToGroupVersion(scheme, GroupVersion())
	return nil
}
