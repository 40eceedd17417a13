package postrender

import (
	"slices"

	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/resource"
	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
)

// kustomize remembers in annotations what an object was called before. They
// leave no trace in what is written.

func isBuildAnnotation(key string) bool { return slices.Contains(resource.BuildAnnotations, key) }

// buildAnnotations are those that an object has, as key and value.
func buildAnnotations(object *resource.Resource) [][2]string {
	var found [][2]string
	annotations := lookup(lookup(object.YNode(), "metadata"), "annotations")
	if annotations == nil {
		return nil
	}
	for i := 0; i+1 < len(annotations.Content); i += 2 {
		if key := annotations.Content[i].Value; isBuildAnnotation(key) {
			found = append(found, [2]string{key, annotations.Content[i+1].Value})
		}
	}
	return found
}

func setAnnotation(object *resource.Resource, key, value string) error {
	return object.PipeE(kyaml.SetAnnotation(key, value))
}

// dropBuildAnnotations takes them out again, and the map where they were alone.
func dropBuildAnnotations(object *resource.Resource) {
	metadata := lookup(object.YNode(), "metadata")
	annotations := lookup(metadata, "annotations")
	if len(buildAnnotations(object)) == 0 {
		return
	}
	dropKeys(annotations, isBuildAnnotation)
	if len(annotations.Content) == 0 {
		dropKeys(metadata, func(key string) bool { return key == "annotations" })
	}
}

func dropKeys(node *yaml.Node, drop func(string) bool) {
	var kept []*yaml.Node
	for i := 0; i+1 < len(node.Content); i += 2 {
		if !drop(node.Content[i].Value) {
			kept = append(kept, node.Content[i], node.Content[i+1])
		}
	}
	node.Content = kept
}
