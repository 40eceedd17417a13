package krm

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/resource"
)

// tracks says whether an annotation is one by which an orchestrator knows an
// item again.
func tracks(key string) bool {
	return strings.HasPrefix(key, "internal.config.kubernetes.io/") ||
		key == "kustomize.config.k8s.io/id" || slices.Contains(resource.BuildAnnotations, key)
}

// keepAnnotations gives an object the annotations of the orchestrator that the
// one has whose place it takes.
func keepAnnotations(from, to *yaml.Node) {
	annotations := field(field(from, "metadata"), "annotations")
	if annotations == nil {
		return
	}
	for i := 0; i+1 < len(annotations.Content); i += 2 {
		if key := annotations.Content[i].Value; tracks(key) {
			metadata := child(to, "metadata")
			if given := child(metadata, "annotations"); field(given, key) == nil {
				set(given, key, annotations.Content[i+1])
			}
		}
	}
}

// child is a map in a map, which is made where it is missing.
func child(node *yaml.Node, name string) *yaml.Node {
	found := field(node, name)
	if found == nil || found.Kind != yaml.MappingNode {
		found = mapping()
		set(node, name, found)
	}
	return found
}
