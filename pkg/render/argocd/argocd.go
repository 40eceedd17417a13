package argocd

import (
	"fmt"
	"path"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/argocd/v1alpha1"
	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/render/gitops"
	"github.com/flinkgen/flinkgen/pkg/render/manifests"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// The files at the top. Only these are applied by hand, once.
const (
	rootFile          = "application.yaml"
	configurationFile = "argocd-cm.yaml"
	projectFile       = "project.yaml"
)

// Tree gives the files: application.yaml, the Application that brings the
// others; argocd-cm.yaml, a patch that makes their waves wait; applications/
// with the AppProject and an Application for each component; manifests/ with
// the objects, a directory for each component; and files/, which nothing
// applies.
func Tree(b *bundle.Bundle, o Options) (*tree.Tree, error) {
	o, err := o.complete(b)
	if err != nil {
		return nil, err
	}
	files := &tree.Tree{}
	if err := o.addTop(files, b); err != nil {
		return nil, err
	}
	if err := o.addApplications(files, ApplicationsDirectory, b); err != nil {
		return nil, err
	}
	return files, gitops.AddManifests(files, b, annotations)
}

func (o Options) addTop(files *tree.Tree, b *bundle.Bundle) error {
	return o.addRoot(files, fmt.Sprintf("# Stack %s. Apply this file once; Argo CD applies the rest.\n", b.Name), o.root(b.Name),
		"The AppProject and the Applications follow the repository.")
}

func (o Options) addRoot(files *tree.Tree, header string, root *v1alpha1.Application, follow string) error {
	if err := add(files, rootFile, header, root, gitops.Note{Line: "automated:", Text: follow}); err != nil {
		return err
	}
	return add(files, configurationFile, "# A part of the ConfigMap of Argo CD: the health of an Application. Without it\n# no wave of Applications waits for the one before. Apply it once:\n# kubectl apply --server-side -f "+configurationFile+"\n", configurationOf(o))
}

// AddApplications writes the AppProject and the Applications of a bundle to a
// directory of the files, without the manifests that they point to.
func AddApplications(files *tree.Tree, in string, b *bundle.Bundle, o Options) error {
	o, err := o.complete(b)
	if err != nil {
		return err
	}
	return o.addApplications(files, in, b)
}

func (o Options) addApplications(files *tree.Tree, in string, b *bundle.Bundle) error {
	project, err := Project(b, o)
	if err != nil {
		return err
	}
	if err := add(files, path.Join(in, projectFile), fmt.Sprintf("# Stack %s: what its Applications may do.\n", b.Name), project,
		gitops.Note{Line: "namespaceResourceWhitelist:", Text: "With what controllers make of these kinds, or Argo CD would not show the pods."},
	); err != nil {
		return err
	}
	applications, err := Applications(b, o)
	if err != nil {
		return err
	}
	i := 0
	for _, c := range b.Components {
		if len(c.Objects) == 0 {
			continue
		}
		name := path.Join(in, manifests.FileName(c))
		if err := add(files, name, fmt.Sprintf("# Stack %s, component %s.\n", b.Name, c.Name), applications[i], notes(c, applications[i])...); err != nil {
			return err
		}
		i++
	}
	return nil
}

// notes say why an Application is as it is, in the order of its lines.
func notes(c bundle.Component, a *v1alpha1.Application) []gitops.Note {
	var all []gitops.Note
	note := func(line, text string) { all = append(all, gitops.Note{Line: line, Text: text}) }
	if slices.ContainsFunc(c.Objects, gitops.Keeps) {
		note("prune: true", "What holds state is annotated Prune=false and Delete=false, and stays.")
	}
	if !a.Spec.SyncPolicy.Automated.SelfHeal {
		note("selfHeal: false", "A job that was suspended or moved to a savepoint by hand stays so until the\nnext commit.")
	}
	for _, option := range a.Spec.SyncPolicy.SyncOptions {
		switch option {
		case failOnSharedResource:
			note("- "+option, "Every object is in one Application.")
		case skipDryRun:
			note("- "+option, "The CustomResourceDefinitions are in an earlier wave.")
		case respectIgnored:
			note("- "+option, "A sync leaves alone what ignoreDifferences lists.")
		}
	}
	for _, d := range differences(c) {
		first := "- group: " + d.Group
		if d.Group == "" {
			first = "- kind: " + d.Kind
		}
		note(first, d.reason)
	}
	return all
}

// Manifests gives the files of a component's objects, as Tree writes them below
// the directory of the component.
func Manifests(stack string, c bundle.Component) ([]bundle.File, error) {
	return gitops.Manifests(stack, c, annotations)
}

// annotations keep state from being pruned, and make what passes a hook.
func annotations(object component.Object) map[string]string {
	switch {
	case gitops.Keeps(object):
		return map[string]string{
			v1alpha1.SyncOptions:    "Prune=false,Delete=false",
			v1alpha1.CompareOptions: "IgnoreExtraneous",
		}
	case gitops.Passes(object):
		return map[string]string{
			v1alpha1.Hook:             "Sync",
			v1alpha1.HookDeletePolicy: "BeforeHookCreation",
		}
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
