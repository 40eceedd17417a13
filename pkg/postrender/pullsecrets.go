package postrender

import (
	"go.yaml.in/yaml/v3"
	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
)

// pullSecrets is a step that gives every pod the Secrets with the credentials
// of registries.
type pullSecrets struct {
	always
	names []string
}

// flinkPods are where the custom resources of Flink hold the spec of the pods
// that the operator makes. Source: flink-kubernetes-operator 1.15.0.
var flinkPods = map[string][]string{
	"FlinkDeployment":          {"spec", "podTemplate", "spec"},
	"FlinkBlueGreenDeployment": {"spec", "template", "spec", "podTemplate", "spec"},
}

func (p *pullSecrets) selects(h *header) bool {
	return podPath(h.Identity) != nil
}

// podPath leads to the spec of the pods of a kind.
func podPath(id Identity) []string {
	group := id.plainGVK().Group
	if group == "flink.apache.org" {
		return flinkPods[id.Kind]
	}
	if podGroups[group] {
		return podSpecs[id.Kind]
	}
	return nil
}

func (p *pullSecrets) apply(o *object) error {
	path := append(append([]string(nil), podPath(o.header.Identity)...), "imagePullSecrets")
	list, err := o.resource.Pipe(kyaml.LookupCreate(kyaml.SequenceNode, path...))
	if err != nil {
		return err
	}
	has := map[string]bool{}
	for _, item := range list.YNode().Content {
		has[textOf(item, "name")] = true
	}
	for _, name := range p.names {
		if has[name] {
			continue
		}
		has[name] = true
		list.YNode().Content = append(list.YNode().Content, &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: []*yaml.Node{
			{Kind: yaml.ScalarNode, Tag: "!!str", Value: "name"}, {Kind: yaml.ScalarNode, Tag: "!!str", Value: name},
		}})
		o.touched()
	}
	return nil
}
