package kustomize

import (
	"path"

	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// fileName is the file that kustomize looks for in a directory.
const fileName = "kustomization.yaml"

// kustomization is the part of kustomize.config.k8s.io/v1beta1 that is written.
type kustomization struct {
	APIVersion  string       `json:"apiVersion"`
	Kind        string       `json:"kind"`
	SortOptions *sortOptions `json:"sortOptions,omitempty"`
	Resources   []string     `json:"resources,omitempty"`
	Patches     []reference  `json:"patches,omitempty"`
}

// sortOptions keep the waves in order: kustomize build sorts by kind without them.
type sortOptions struct {
	Order string `json:"order"`
}

// reference is a patch file. A JSON patch does not say what it is for, so it
// has a target.
type reference struct {
	Path   string  `json:"path"`
	Target *target `json:"target,omitempty"`
}

// target selects one object. Name and namespace are regular expressions.
type target struct {
	Group     string `json:"group,omitempty"`
	Version   string `json:"version"`
	Kind      string `json:"kind"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name"`
}

// write adds the file to a directory.
func (k kustomization) write(files *tree.Tree, directory, header string) error {
	k.APIVersion, k.Kind = "kustomize.config.k8s.io/v1beta1", "Kustomization"
	data, err := encode.Append([]byte(header), k)
	if err != nil {
		return err
	}
	return files.Add(path.Join(directory, fileName), data)
}
