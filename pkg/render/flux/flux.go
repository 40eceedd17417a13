package flux

import (
	"fmt"
	"path"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/encode"
	fluxv1 "github.com/flinkgen/flinkgen/pkg/flux/v1"
	"github.com/flinkgen/flinkgen/pkg/render/gitops"
	"github.com/flinkgen/flinkgen/pkg/render/manifests"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

const (
	listFile               = "kustomization.yaml"
	sourceFile             = "source.yaml"
	kustomizationDirectory = "kustomizations"
)

// Tree gives the files: kustomization.yaml, which lists the objects of Flux;
// source.yaml, where they come from; kustomizations/ with a Kustomization for
// each component; manifests/ with the objects, a directory for each component;
// and files/, which nothing applies.
func Tree(b *bundle.Bundle, o Options) (*tree.Tree, error) {
	o, err := o.complete(b)
	if err != nil {
		return nil, err
	}
	files := &tree.Tree{}
	list := list{APIVersion: "kustomize.config.k8s.io/v1beta1", Kind: "Kustomization"}
	source, err := Source(b, o)
	if err != nil {
		return nil, err
	}
	if source != nil {
		list.Resources = append(list.Resources, sourceFile)
		if err := add(files, sourceFile, fmt.Sprintf("# Stack %s: where its manifests come from.\n", b.Name), source); err != nil {
			return nil, err
		}
	}
	kustomizations, err := Kustomizations(b, o)
	if err != nil {
		return nil, err
	}
	i := 0
	for _, c := range b.Components {
		if len(c.Objects) == 0 {
			continue
		}
		name := path.Join(kustomizationDirectory, manifests.FileName(c))
		list.Resources = append(list.Resources, name)
		if err := add(files, name, fmt.Sprintf("# Stack %s, component %s.\n", b.Name, c.Name), kustomizations[i], notes(c, kustomizations[i])...); err != nil {
			return nil, err
		}
		i++
	}
	if err := add(files, listFile, fmt.Sprintf("# Stack %s: the objects of Flux. They bring the manifests, which are not listed.\n# kubectl apply -k . does it once, or a Kustomization that includes this directory.\n", b.Name), list); err != nil {
		return nil, err
	}
	return files, gitops.AddManifests(files, b, annotations)
}

// list is the part of kustomize.config.k8s.io/v1beta1 that is written. Without
// it Flux would apply the manifests themselves, all at once.
type list struct {
	APIVersion string   `json:"apiVersion"`
	Kind       string   `json:"kind"`
	Resources  []string `json:"resources"`
}

// notes say why a Kustomization is as it is, in the order of its lines.
func notes(c bundle.Component, k *fluxv1.Kustomization) []gitops.Note {
	var all []gitops.Note
	if slices.ContainsFunc(c.Objects, gitops.Keeps) {
		all = append(all, gitops.Note{Line: "prune: true", Text: "What holds state is annotated prune: disabled, and stays."})
	}
	if len(k.Spec.HealthCheckExprs) > 0 {
		all = append(all, gitops.Note{Line: "healthCheckExprs:", Text: "What the Flink operator calls healthy."})
	}
	return all
}

// annotations keep state from being pruned, and let what passes be made anew:
// the pods of a Job cannot be changed.
func annotations(object component.Object) map[string]string {
	switch {
	case gitops.Keeps(object):
		return map[string]string{fluxv1.Prune: fluxv1.Disabled}
	case gitops.Passes(object):
		return map[string]string{fluxv1.Force: fluxv1.Enabled}
	}
	return nil
}

func add(files *tree.Tree, name, header string, object any, notes ...gitops.Note) error {
	text, err := encode.Append([]byte(gitops.Generated+header), object)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if text, err = gitops.Comment(text, notes...); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return files.Add(name, text)
}
