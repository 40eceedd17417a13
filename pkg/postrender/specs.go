package postrender

import (
	"slices"

	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/resid"
)

// The fields that kustomize changes by kind. Source: sigs.k8s.io/kustomize/api
// v0.21.2, package builtinpluginconsts. The law of this package compares what
// comes of them with kustomize itself.

func spec(path, group, version, kind string, create bool) types.FieldSpec {
	return types.FieldSpec{Gvk: resid.Gvk{Group: group, Version: version, Kind: kind}, Path: path, CreateIfNotPresent: create}
}

// templateSpecs are the maps of labels or annotations of an object and of its
// pods.
func templateSpecs(field, statefulSetGroup string) types.FsSlice {
	template := "spec/template/metadata/" + field
	return types.FsSlice{
		spec("metadata/"+field, "", "", "", true),
		spec(template, "", "v1", "ReplicationController", true),
		spec(template, "", "", "Deployment", true),
		spec(template, "", "", "ReplicaSet", true),
		spec(template, "", "", "DaemonSet", true),
		spec(template, statefulSetGroup, "", "StatefulSet", true),
		spec(template, "batch", "", "Job", true),
		spec("spec/jobTemplate/metadata/"+field, "batch", "", "CronJob", true),
		spec("spec/jobTemplate/spec/template/metadata/"+field, "batch", "", "CronJob", true),
	}
}

func annotationSpecs() types.FsSlice { return templateSpecs("annotations", "") }

func templateLabelSpecs() types.FsSlice { return templateSpecs("labels", "apps") }

func claimLabelSpecs() types.FsSlice {
	return types.FsSlice{spec("spec/volumeClaimTemplates[]/metadata/labels", "apps", "", "StatefulSet", true)}
}

// selectorSpecs are the labels of objects, of pods and of what selects them.
func selectorSpecs() types.FsSlice {
	specs := types.FsSlice{
		spec("spec/selector", "", "v1", "Service", true),
		spec("spec/selector", "", "v1", "ReplicationController", true),
		spec("spec/selector/matchLabels", "", "", "Deployment", true),
		spec("spec/selector/matchLabels", "", "", "ReplicaSet", true),
		spec("spec/selector/matchLabels", "", "", "DaemonSet", true),
		spec("spec/selector/matchLabels", "apps", "", "StatefulSet", true),
		spec("spec/selector/matchLabels", "batch", "", "Job", false),
		spec("spec/jobTemplate/spec/selector/matchLabels", "batch", "", "CronJob", false),
		spec("spec/selector/matchLabels", "policy", "", "PodDisruptionBudget", false),
		spec("spec/podSelector/matchLabels", "networking.k8s.io", "", "NetworkPolicy", false),
		spec("spec/ingress/from/podSelector/matchLabels", "networking.k8s.io", "", "NetworkPolicy", false),
		spec("spec/egress/to/podSelector/matchLabels", "networking.k8s.io", "", "NetworkPolicy", false),
	}
	const pod = "spec/template/spec/"
	for _, kind := range []string{"Deployment", "StatefulSet"} {
		for _, affinity := range []string{"podAffinity", "podAntiAffinity"} {
			specs = append(specs,
				spec(pod+"affinity/"+affinity+"/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels", "apps", "", kind, false),
				spec(pod+"affinity/"+affinity+"/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels", "apps", "", kind, false),
			)
		}
		specs = append(specs, spec(pod+"topologySpreadConstraints/labelSelector/matchLabels", "apps", "", kind, false))
	}
	return slices.Concat(specs, templateLabelSpecs(), claimLabelSpecs())
}

func imageSpecs() types.FsSlice {
	var specs types.FsSlice
	for _, path := range []string{
		"spec/containers[]/image", "spec/initContainers[]/image", "spec/volumes[]/image/reference",
		"spec/template/spec/containers[]/image", "spec/template/spec/initContainers[]/image", "spec/template/spec/volumes[]/image/reference",
		"spec/jobTemplate/spec/template/spec/volumes[]/image/reference",
	} {
		specs = append(specs, spec(path, "", "", "", true))
	}
	return specs
}

func replicaSpecs() types.FsSlice {
	var specs types.FsSlice
	for _, kind := range []string{"Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"} {
		specs = append(specs, spec("spec/replicas", "", "", kind, true))
	}
	return specs
}

func namespaceSpecs() types.FsSlice {
	return types.FsSlice{
		spec("metadata/name", "", "", "Namespace", true),
		spec("spec/service/namespace", "apiregistration.k8s.io", "", "APIService", true),
		spec("spec/conversion/webhook/clientConfig/service/namespace", "apiextensions.k8s.io", "", "CustomResourceDefinition", false),
	}
}
