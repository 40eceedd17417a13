package postrender

import (
	"go.yaml.in/yaml/v3"
)

// podSpecs are where the kinds of Kubernetes hold the spec of a pod.
// Source: the OpenAPI of Kubernetes 1.34.
var podSpecs = map[string][]string{
	"Pod":                   {"spec"},
	"PodTemplate":           {"template", "spec"},
	"Deployment":            {"spec", "template", "spec"},
	"StatefulSet":           {"spec", "template", "spec"},
	"DaemonSet":             {"spec", "template", "spec"},
	"ReplicaSet":            {"spec", "template", "spec"},
	"ReplicationController": {"spec", "template", "spec"},
	"Job":                   {"spec", "template", "spec"},
	"CronJob":               {"spec", "jobTemplate", "spec", "template", "spec"},
}

// podGroups are the API groups of these kinds.
var podGroups = map[string]bool{"": true, "apps": true, "batch": true}

// podSpec is the spec of the pods of a built-in kind, or nil.
func podSpec(id Identity, object *yaml.Node) *yaml.Node {
	path, known := podSpecs[id.Kind]
	if !known || !podGroups[id.plainGVK().Group] {
		return nil
	}
	for _, key := range path {
		object = lookup(object, key)
	}
	return object
}

// containersOf are the maps in the lists of containers of a pod.
func containersOf(spec *yaml.Node) []*yaml.Node {
	var all []*yaml.Node
	for _, key := range []string{"initContainers", "containers", "ephemeralContainers"} {
		if list := lookup(spec, key); list != nil && list.Kind == yaml.SequenceNode {
			for _, container := range list.Content {
				if container.Kind == yaml.MappingNode {
					all = append(all, container)
				}
			}
		}
	}
	return all
}

// textOf is the text of a key of a map.
func textOf(node *yaml.Node, key string) string {
	if value := lookup(node, key); value != nil && value.Kind == yaml.ScalarNode && value.Tag != "!!null" {
		return value.Value
	}
	return ""
}
