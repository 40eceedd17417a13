package postrender

import (
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/resource"

	"github.com/flinkgen/flinkgen/pkg/source"
)

// containers are the names of the containers of an object of a built-in kind.
func containers(object *resource.Resource) []string {
	var names []string
	for _, container := range containersOf(podSpec(describe(object).Identity, object.YNode())) {
		names = append(names, textOf(container, "name"))
	}
	return names
}

// unknownContainers refuses a patch for a container that the object does not
// have: the merge would add one without an image.
func unknownContainers(before []string, object *resource.Resource) error {
	for _, container := range containersOf(podSpec(describe(object).Identity, object.YNode())) {
		name := textOf(container, "name")
		if textOf(container, "image") != "" || slices.Contains(before, name) {
			continue
		}
		return fmt.Errorf("there is no container %q to patch, and one without an image cannot be added: %s", name, choose(name, before))
	}
	return nil
}

// choose says which names there are.
func choose(name string, names []string) string {
	if hint := source.DidYouMean(name, names); hint != "" {
		return hint
	}
	if len(names) == 0 {
		return "there are none"
	}
	return "there are " + strings.Join(names, ", ")
}
