package krm

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/flinkgen/flinkgen/pkg/postrender"
	"github.com/flinkgen/flinkgen/pkg/source"
	"github.com/flinkgen/flinkgen/plugin"
)

// Overlay is an overlay that flinkgen brings, by its name, or a kustomization.
// In a functionConfig it may be just the name. Directories are not read: a
// function runs wherever an orchestrator starts it.
type Overlay struct {
	Name          string         `json:"name,omitempty"`
	Kustomization map[string]any `json:"kustomization,omitempty"`
}

// UnmarshalScalar sets the name.
func (o *Overlay) UnmarshalScalar(name string) error {
	o.Name = name
	return nil
}

// overlays opens the overlays of a functionConfig.
func (c config) overlays(all []Overlay) ([]postrender.Overlay, error) {
	var opened []postrender.Overlay
	var wrong source.Errors
	for i, o := range all {
		path := fmt.Sprintf("spec.overlays[%d]", i)
		refuse := func(message, hint string) {
			wrong = append(wrong, c.Find(path).Mistake(path, message, hint))
		}
		switch {
		case o.Name != "" && o.Kustomization != nil:
			refuse("it has both name and kustomization", "keep one")
		case o.Kustomization != nil:
			files, err := c.kustomization(i)
			if err != nil {
				return nil, err
			}
			opened = append(opened, postrender.Overlay{Name: configName + " " + path, Files: files})
		default:
			files, ok := plugin.Overlay(o.Name)
			if !ok {
				refuse(fmt.Sprintf("there is no overlay %q", o.Name), "write "+strings.Join(plugin.Overlays(), ", ")+", or a kustomization: {patches: […]}; directories are not read")
				continue
			}
			opened = append(opened, postrender.Overlay{Name: o.Name, Files: files})
		}
	}
	return opened, wrong.Err()
}

// kustomization is the file of an overlay. It has the lines that it has in the
// functionConfig, so that errors name these.
func (c config) kustomization(i int) (file, error) {
	var document yaml.Node
	if err := yaml.Unmarshal(c.text, &document); err != nil {
		return nil, err
	}
	overlays := field(field(document.Content[0], "spec"), "overlays")
	node := field(overlays.Content[i], "kustomization")
	data, err := encode(node)
	if err != nil {
		return nil, err
	}
	return append(bytes.Repeat([]byte("\n"), node.Line-1), data...), nil
}

// file is a directory with a kustomization.yaml and nothing else.
type file []byte

// Open knows no file that can be read step by step.
func (file) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadFile gives kustomization.yaml.
func (f file) ReadFile(name string) ([]byte, error) {
	if name != "kustomization.yaml" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return bytes.Clone(f), nil
}
