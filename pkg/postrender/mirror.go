package postrender

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// mirror is a step that sends every image to one registry: those of containers
// and of volumes, of Flink's custom resources, and those that arguments and
// environment variables name where there can be no doubt.
type mirror struct {
	always
	registry string
	notes    []string
}

// selects leaves alone what cannot name an image. The descriptions of a
// CustomResourceDefinition name images that nobody pulls.
func (m *mirror) selects(h *header) bool {
	if h.Kind == "CustomResourceDefinition" {
		return false
	}
	return h.body == nil || bytes.Contains(h.body, []byte("mage")) || bytes.Contains(h.body, []byte("IMAGE")) || registryHost.Match(h.body)
}

func (m *mirror) apply(o *object) error {
	w := walk{mirror: m, object: o}
	w.node(o.resource.YNode(), "")
	if w.changed {
		o.touched()
	}
	return nil
}

// walk is the way through one object.
type walk struct {
	*mirror
	object  *object
	changed bool
}

// node looks for images below a node, whose path is in the object.
func (w *walk) node(node *yaml.Node, path string) {
	if node.Kind == yaml.ScalarNode {
		w.left(path, node.Value)
		return
	}
	for i := 0; i < len(node.Content); i++ {
		if node.Kind == yaml.SequenceNode {
			w.node(node.Content[i], fmt.Sprintf("%s[%d]", path, i))
			continue
		}
		key, value := node.Content[i].Value, node.Content[i+1]
		at := strings.TrimPrefix(path+"."+key, ".")
		switch {
		case slices.Contains([]string{"containers", "initContainers", "ephemeralContainers"}, key) && value.Kind == yaml.SequenceNode:
			for j, container := range value.Content {
				w.container(container, fmt.Sprintf("%s[%d]", at, j))
			}
		case w.isImage(at, key) && value.Kind == yaml.ScalarNode:
			w.image(value, at)
		case key == "image" && value.Kind == yaml.ScalarNode:
			w.unknown(value.Value, at)
		default:
			w.node(value, at)
		}
		i++
	}
}

// isImage knows the fields that hold an image outside of containers.
func (w *walk) isImage(path, key string) bool {
	switch w.object.header.Kind {
	case "FlinkDeployment":
		if path == "spec.image" {
			return true
		}
	case "FlinkBlueGreenDeployment":
		if path == "spec.template.spec.image" {
			return true
		}
	}
	return key == "kubernetes.container.image" || key == "kubernetes.container.image.ref" ||
		volumeImage.MatchString(path)
}

var volumeImage = regexp.MustCompile(`(^|\.)volumes\[[0-9]+\]\.image\.reference$`)

// container changes its image, and what its arguments and environment name.
func (w *walk) container(container *yaml.Node, path string) {
	if container.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(container.Content); i += 2 {
		key, value := container.Content[i].Value, container.Content[i+1]
		at := path + "." + key
		switch {
		case key == "image" && value.Kind == yaml.ScalarNode:
			w.image(value, at)
		case (key == "args" || key == "command") && value.Kind == yaml.SequenceNode:
			w.arguments(value.Content, at)
		case key == "env" && value.Kind == yaml.SequenceNode:
			for j, variable := range value.Content {
				w.variable(variable, fmt.Sprintf("%s[%d]", at, j))
			}
		default:
			w.node(value, at)
		}
	}
}

// arguments: --image=… and --image …, and what has a registry and a tag.
func (w *walk) arguments(list []*yaml.Node, path string) {
	before := ""
	for i, argument := range list {
		at := fmt.Sprintf("%s[%d]", path, i)
		if argument.Kind != yaml.ScalarNode {
			continue
		}
		name, value, assigned := strings.Cut(argument.Value, "=")
		switch flag := strings.HasPrefix(name, "-"); {
		case assigned && flag && (namesImage(name) && looksLikeImage(value) || certainImage(value)):
			w.set(argument, name+"="+w.mirrored(value))
		case namesImage(before) && looksLikeImage(argument.Value) || certainImage(argument.Value):
			w.set(argument, w.mirrored(argument.Value))
		default:
			w.left(at, argument.Value)
		}
		if before = ""; !assigned && strings.HasPrefix(name, "-") {
			before = name
		}
	}
}

func (w *walk) variable(variable *yaml.Node, path string) {
	value := lookup(variable, "value")
	if value == nil || value.Kind != yaml.ScalarNode {
		return
	}
	name := textOf(variable, "name")
	if namesImage(name) && looksLikeImage(value.Value) || certainImage(value.Value) {
		w.set(value, w.mirrored(value.Value))
		return
	}
	w.left(path+".value", value.Value)
}

func (w *walk) image(node *yaml.Node, path string) {
	if node.Value == "" {
		return
	}
	if !reference.MatchString(node.Value) {
		w.note(path, node.Value)
		return
	}
	w.set(node, w.mirrored(node.Value))
}

func (w *walk) set(node *yaml.Node, value string) {
	if node.Value != value {
		node.Value, w.changed = value, true
	}
}

// mirrored is the image in the mirror: the registry is another, the rest stays.
func (w *walk) mirrored(value string) string {
	if strings.HasPrefix(value, w.registry+"/") {
		return value
	}
	image, err := component.ParseImage(value)
	if err != nil {
		return value
	}
	image.Registry = w.registry
	return image.Reference()
}

// left notes a text that names an image of a public registry and stays.
func (w *walk) left(path, value string) {
	for _, found := range registryImage.FindAllString(value, 3) {
		if !strings.HasPrefix(found, w.registry+"/") {
			w.note(path, found)
		}
	}
}

// unknown notes a field called image of a kind that is not known.
func (w *walk) unknown(value, path string) {
	if reference.MatchString(value) && strings.ContainsAny(value, "/:") && !strings.HasPrefix(value, w.registry+"/") {
		w.note(path, value)
	}
}

// maxNotes keeps notes short.
const maxNotes = 100

func (w *walk) note(path, value string) {
	note := fmt.Sprintf("%s: %s: image %q stays as it is", w.object.header.Identity, path, value)
	if len(w.notes) < maxNotes && !slices.Contains(w.notes, note) {
		w.notes = append(w.notes, note)
	}
}
